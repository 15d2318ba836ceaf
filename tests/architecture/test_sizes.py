"""The wall: nothing grows so large that a newcomer cannot find a line in seconds."""

import ast
import statistics
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 400, 60, 120


def tracked(*patterns: str) -> list[Path]:
    names = subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.splitlines() if "/migrations/" not in name and (ROOT / name).exists()]


def length(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_file_is_over_the_wall():
    files = tracked("*.py", "*.js", "*.css", "script/*", ".ci/*")

    assert [f"{path.relative_to(ROOT)}: {length(path)}" for path in files if length(path) > LONGEST_FILE] == []


def test_no_template_is_over_the_wall():
    templates = tracked("templates/*.html")

    assert [f"{path.relative_to(ROOT)}: {length(path)}" for path in templates if length(path) > LONGEST_TEMPLATE] == []


def test_no_function_is_over_the_wall():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in tracked("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long == []


def test_typical_file_is_small():
    lengths = sorted(length(path) for path in tracked("community/*.py", "search/*.py", "mycomi/*.py") if length(path))

    assert statistics.median(lengths) <= 80
    assert lengths[int(len(lengths) * 0.9)] <= 250
