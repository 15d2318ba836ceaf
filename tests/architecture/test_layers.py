"""Which package may know which; which file may do what."""

import ast
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core.management import call_command

from .test_sizes import ROOT, tracked

WRITES = {"create", "bulk_create", "bulk_update", "update", "delete", "save", "get_or_create", "update_or_create"}
# Files whose business is writing; core's own stores and what the worker does by itself have no actions above them.
WRITERS = (
    "actions",
    "management",
    "migrations",
    "tasks",
    "models",
    "demo",
    "journal",
    "outbox",
    "jobs",
    "engines",
    "restoring",
    "tally",
    "upkeep",
)


def test_import_contracts_hold():
    """In a process of its own: the linter silences every logger it finds."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]

    done = subprocess.run([*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_only_actions_write():
    guilty = [
        f"{path.relative_to(ROOT)}:{node.lineno} .{node.func.attr}()"
        for path in tracked("community/*.py", "search/*.py")
        if not set(path.relative_to(ROOT).with_suffix("").parts) & set(WRITERS)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]

    assert [line for line in guilty if not _is_plain_object(line)] == []


def _is_plain_object(line: str) -> bool:
    """A picture or a file is saved, not a row; and allauth and Wagtail want their forms to finish their user."""
    return line.startswith(
        (
            "community/accounts/forms.py",
            "community/accounts/staff_forms.py",
            "community/core/staticfiles.py",
            "community/opendata/share.py",
            "community/photos/decoder.py",
        )
    )


def test_every_package_says_what_it_is():
    for package in sorted({path.parent for path in tracked("community/*/apps.py")}):
        module = ast.parse((package / "__init__.py").read_text(encoding="utf-8"))
        words = ast.get_docstring(module) or ""
        assert "Words:" in words or package.name == "demo", package.name
        assert len(module.body) == 1, f"{package.name}/__init__.py holds code"


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_import_nothing_of_ours():
    for path in (ROOT / "community").glob("*/migrations/*.py"):
        names = [
            node.module or ""
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ImportFrom)
        ]
        # Fields, blocks and managers of our own are named by the state that Django writes itself.
        assert all(not name.startswith("search") for name in names), path
        assert "0001" in path.name or not any(name.startswith("community") for name in names), path


def test_tests_stand_where_a_newcomer_looks_for_them():
    for path in tracked("tests/community/*/test_*.py"):
        package = path.relative_to(ROOT / "tests").parent
        assert find_spec(".".join(package.parts)) is not None or (ROOT / Path(*package.parts)).is_dir(), path
