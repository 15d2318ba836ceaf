"""Finds every word of the interface and keeps the English catalogue in step. Needs no gettext tools.

Words are the constant first arguments of `_`, `gettext` and their kind in Python, and of `translate` and
`blocktranslate` in templates. Sources are Japanese, so Japanese needs no catalogue.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import django
import polib
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop"}
IN_CONTEXT = {
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}  # the same word with another English: its first argument says where
COUNTED = {
    "ngettext",
    "ngettext_lazy",
    "npgettext",
    "npgettext_lazy",
}  # these have an English for one and another for many
STRING = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\"\"\".*?\"\"\")"""
IN_TEMPLATE = re.compile(rf"""(?P<call>\bn?p?gettext|\b_)\({STRING}(?:, {STRING})?""", re.S)

Key = tuple[str, str]  # context, mostly empty, and word


@dataclass
class Word:
    """Where a word stands, and whether it is said of a number of things."""

    places: set[str] = field(default_factory=set)
    is_counted: bool = False


def words() -> dict[Key, Word]:
    found: dict[Key, Word] = {}
    for path in tracked("community/*.py", "mycomi/*.py", "templates/*.html", "templates/*.txt"):
        read = words_of_python if path.suffix == ".py" else words_of_template
        for call, first, second in read(path.read_text(encoding="utf-8")):
            entry = found.setdefault((first, second) if call in IN_CONTEXT else ("", first), Word())
            entry.places.add(str(path.relative_to(ROOT)))
            entry.is_counted |= call in COUNTED
    return found


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - git, fixed arguments
    return [ROOT / name for name in sorted(set(names)) if "/migrations/" not in name and (ROOT / name).exists()]


def words_of_python(source: str) -> Iterator[tuple[str, str, str]]:
    """Each call and its first two arguments, where they are constant."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id=call) | ast.Attribute(attr=call), args=[ast.Constant(value=str(first)), *more]
            ) if call in CALLS | COUNTED | IN_CONTEXT:
                yield call, first, more[0].value if more and isinstance(more[0], ast.Constant) else ""


def words_of_template(source: str) -> Iterator[tuple[str, str, str]]:
    """Django's own reader turns a template into Python-like calls, which are read here."""
    from django.utils.translation.template import templatize

    for found in IN_TEMPLATE.finditer(templatize(source)):
        yield found["call"], ast.literal_eval(found[2]), ast.literal_eval(found[3] or "''")


def key_of(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def update(present: dict[Key, Word]) -> None:
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else new_catalogue()
    known = {key_of(entry): entry for entry in catalogue}
    for key in set(known) - set(present):
        catalogue.remove(known[key])
    for context, word in sorted(set(present) - set(known)):
        catalogue.append(polib.POEntry(msgid=word, msgctxt=context or None))
    for entry in catalogue:
        word = present[key_of(entry)]
        entry.occurrences = [(place, "") for place in sorted(word.places)]
        if word.is_counted and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = entry.msgid, dict.fromkeys((0, 1), entry.msgstr), ""
        elif not word.is_counted and entry.msgid_plural:
            entry.msgid_plural, entry.msgstr, entry.msgstr_plural = "", entry.msgstr_plural[1], {}
        if "%(" in entry.msgid and "python-format" not in entry.flags:
            entry.flags.append("python-format")
    catalogue.sort(key=lambda entry: (entry.occurrences[0], entry.msgid, entry.msgctxt or ""))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


def english(entry: polib.POEntry) -> list[str]:
    """What stands for it in English: one text, or one for 1 and one for many."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def new_catalogue() -> polib.POFile:
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return catalogue


def complaints(present: dict[Key, Word]) -> list[str]:
    """A line for every word without English, every unused one, wrong placeholders, and a stale compiled file."""
    catalogue = {key_of(entry): entry for entry in polib.pofile(str(CATALOGUE))}
    said = [
        f"no English: {key[1]!r} ({min(word.places)})"
        for key, word in present.items()
        if key not in catalogue or not all(english(catalogue[key]))
    ]
    said += [f"not used any more: {key[1]!r}" for key in catalogue if key not in present]
    said += [
        f"of one or of many? run script/translations update: {key[1]!r}"
        for key in set(present) & set(catalogue)
        if present[key].is_counted != bool(catalogue[key].msgid_plural)
    ]
    holders = re.compile(r"%\(\w+\)[sd]")
    said += [
        f"placeholders differ: {key[1]!r}"
        for key, entry in catalogue.items()
        for text in english(entry)
        if text and sorted(holders.findall(key[1])) != sorted(holders.findall(text))
    ]
    compiled = {key_of(entry): english(entry) for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    if compiled != {key: english(entry) for key, entry in catalogue.items() if all(english(entry))}:
        said.append("locale/en is not compiled: run script/translations update")
    return said


def main() -> None:
    settings.configure(USE_I18N=True)
    django.setup()
    present = words()
    if sys.argv[1:] == ["update"]:
        update(present)
    said = complaints(present)
    print("\n".join(said) or f"{len(present)} words, all in English")
    sys.exit(bool(said) and sys.argv[1:] != ["update"])


if __name__ == "__main__":
    main()
