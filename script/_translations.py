"""Finds every word of the interface and keeps the English catalogue in step. Needs no gettext tools.

Words are the constant first arguments of `_`, `gettext` and their kind in Python, and of `translate` and
`blocktranslate` in templates. Sources are Japanese, so Japanese needs no catalogue.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import django
import polib
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
CALLS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext"}


def words() -> dict[str, list[str]]:
    """Every word → the files it stands in."""
    found: dict[str, list[str]] = {}
    for path in tracked("community/*.py", "mycomi/*.py"):
        for word in words_of_python(path.read_text(encoding="utf-8")):
            found.setdefault(word, []).append(str(path.relative_to(ROOT)))
    for path in tracked("templates/*.html", "templates/*.txt"):
        for word in words_of_template(path.read_text(encoding="utf-8"), str(path)):
            found.setdefault(word, []).append(str(path.relative_to(ROOT)))
    return found


def tracked(*patterns: str) -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()  # noqa: S603 - git, fixed arguments
    return [ROOT / name for name in sorted(set(names)) if "/migrations/" not in name and (ROOT / name).exists()]


def words_of_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if (
            name in CALLS
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.args[0].value


def words_of_template(source: str, name: str) -> Iterator[str]:
    """Django's own reader turns a template into Python-like calls, which are read here."""
    from django.utils.translation.template import templatize

    for found in re.finditer(
        r"""gettext\(u?((?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\"\"\".*?\"\"\"))""",
        templatize(source, origin=name),
        re.S,
    ):
        yield ast.literal_eval(found.group(1))


def update(present: dict[str, list[str]]) -> None:
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else new_catalogue()
    known = {entry.msgid: entry for entry in catalogue}
    for word in set(known) - set(present):
        catalogue.remove(known[word])
    for word in sorted(set(present) - set(known)):
        catalogue.append(polib.POEntry(msgid=word))
    for entry in catalogue:
        entry.occurrences = [(place, "") for place in sorted(set(present[entry.msgid]))]
        if "%(" in entry.msgid and "python-format" not in entry.flags:
            entry.flags.append("python-format")
    catalogue.sort(key=lambda entry: (entry.occurrences[0], entry.msgid))
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))


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


def complaints(present: dict[str, list[str]]) -> list[str]:
    """A line for every word without English, every unused one, wrong placeholders, and a stale compiled file."""
    catalogue = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    said = [
        f"no English: {word!r} ({present[word][0]})"
        for word in present
        if not getattr(catalogue.get(word), "msgstr", "")
    ]
    said += [f"not used any more: {word!r}" for word in catalogue if word not in present]
    holders = re.compile(r"%\(\w+\)[sd]")
    said += [
        f"placeholders differ: {word!r}"
        for word, entry in catalogue.items()
        if entry.msgstr and sorted(holders.findall(word)) != sorted(holders.findall(entry.msgstr))
    ]
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    if compiled != {word: entry.msgstr for word, entry in catalogue.items() if entry.msgstr}:
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
