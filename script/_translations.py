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
COUNTED = {"ngettext", "ngettext_lazy"}  # these have an English for one and another for many
IN_TEMPLATE = re.compile(
    r"""(?P<call>\bn?gettext|\b_)\(u?(?P<word>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\"\"\".*?\"\"\")""", re.S
)


@dataclass
class Word:
    """Where a word stands, and whether it is said of a number of things."""

    places: set[str] = field(default_factory=set)
    is_counted: bool = False


def words() -> dict[str, Word]:
    found: dict[str, Word] = {}
    for path in tracked("community/*.py", "mycomi/*.py", "templates/*.html", "templates/*.txt"):
        read = words_of_python if path.suffix == ".py" else words_of_template
        for call, word in read(path.read_text(encoding="utf-8")):
            entry = found.setdefault(word, Word())
            entry.places.add(str(path.relative_to(ROOT)))
            entry.is_counted |= call in COUNTED
    return found


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - git, fixed arguments
    return [ROOT / name for name in sorted(set(names)) if "/migrations/" not in name and (ROOT / name).exists()]


def words_of_python(source: str) -> Iterator[tuple[str, str]]:
    """Each call and its first word, where that is constant."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Name(id=call) | ast.Attribute(attr=call), args=[ast.Constant(value=str(word)), *_rest]
            ) if call in CALLS | COUNTED:
                yield call, word


def words_of_template(source: str) -> Iterator[tuple[str, str]]:
    """Django's own reader turns a template into Python-like calls, which are read here."""
    from django.utils.translation.template import templatize

    for found in IN_TEMPLATE.finditer(templatize(source)):
        yield found["call"], ast.literal_eval(found["word"])


def update(present: dict[str, Word]) -> None:
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else new_catalogue()
    known = {entry.msgid: entry for entry in catalogue}
    for word in set(known) - set(present):
        catalogue.remove(known[word])
    for word in sorted(set(present) - set(known)):
        catalogue.append(polib.POEntry(msgid=word))
    for entry in catalogue:
        word = present[entry.msgid]
        entry.occurrences = [(place, "") for place in sorted(word.places)]
        if word.is_counted and not entry.msgid_plural:
            entry.msgid_plural, entry.msgstr_plural, entry.msgstr = entry.msgid, dict.fromkeys((0, 1), entry.msgstr), ""
        elif not word.is_counted and entry.msgid_plural:
            entry.msgid_plural, entry.msgstr, entry.msgstr_plural = "", entry.msgstr_plural[1], {}
        if "%(" in entry.msgid and "python-format" not in entry.flags:
            entry.flags.append("python-format")
    catalogue.sort(key=lambda entry: (entry.occurrences[0], entry.msgid))
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


def complaints(present: dict[str, Word]) -> list[str]:
    """A line for every word without English, every unused one, wrong placeholders, and a stale compiled file."""
    catalogue = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    said = [
        f"no English: {word!r} ({min(present[word].places)})"
        for word in present
        if word not in catalogue or not all(english(catalogue[word]))
    ]
    said += [f"not used any more: {word!r}" for word in catalogue if word not in present]
    said += [
        f"of one or of many? run script/translations update: {word!r}"
        for word in set(present) & set(catalogue)
        if present[word].is_counted != bool(catalogue[word].msgid_plural)
    ]
    holders = re.compile(r"%\(\w+\)[sd]")
    said += [
        f"placeholders differ: {word!r}"
        for word, entry in catalogue.items()
        for text in english(entry)
        if text and sorted(holders.findall(word)) != sorted(holders.findall(text))
    ]
    compiled = {entry.msgid: english(entry) for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    if compiled != {word: english(entry) for word, entry in catalogue.items() if all(english(entry))}:
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
