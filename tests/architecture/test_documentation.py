"""What is not written down does not exist: variables, commands, addresses, events, settings of the tests."""

import re

from django.core.management import get_commands

from community.core.jobs import jobs
from community.dashboard.verbs import VERBS
from community.discussion import registry

from .surfaces import own_surfaces
from .test_sizes import ROOT, tracked


def doc(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_every_variable_of_the_environment_is_in_the_readme():
    sources = [*(ROOT / "mycomi/settings").glob("*.py"), ROOT / "mycomi/supervisor.py"]
    read = set()
    for path in sources:
        text = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"""(?:env(?:\.\w+)?|environ\.get|setdefault)\(\s*"([A-Z_]+)\"""", text))

    assert [name for name in sorted(read) if f"`{name}`" not in doc("README.md") and name not in INTERNAL] == []


INTERNAL = {"DJANGO_SETTINGS_MODULE"}


def test_environment_is_read_in_the_settings_only():
    outside = [
        str(path.relative_to(ROOT))
        for path in tracked("community/*.py", "search/*.py", "mycomi/gate/*.py")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    ]

    assert outside == []


def test_every_command_is_described():
    ours = [name for name, app in get_commands().items() if app.startswith(("community.", "search"))]
    text = doc("docs/commands.md")

    assert [name for name in ours if f"manage.py {name}" not in text] == []


def test_every_job_that_is_written_is_known_to_the_worker():
    declared = re.compile(r"^@(?:jobs\.)?(?:every|daily|weekly)\(.*\)\ndef (\w+)", re.M)
    written = {
        f"{path.relative_to(ROOT / 'community').parts[0]}.{name}"
        for path in tracked("community/*.py")
        for name in declared.findall(path.read_text(encoding="utf-8"))
    }

    assert written and set(jobs) == written


def test_every_job_is_described_with_its_hour():
    rows = re.findall(r"^\| `(\w+\.\w+)` \| (.+?) \|", doc("docs/operations.md"), re.M)

    assert {name for name, _when in rows} == set(jobs)
    for name, when in rows:
        assert jobs[name].at is None or when.endswith(f"{jobs[name].at:%H:%M}"), name


def test_every_script_is_described():
    scripts = [path.name for path in (ROOT / "script").iterdir() if path.is_file() and not path.name.startswith("_")]

    assert [name for name in scripts if f"script/{name}" not in doc("docs/commands.md")] == []


def test_every_address_is_described():
    text = doc("docs/addresses.md")
    undescribed = []
    for surface in own_surfaces():
        first = re.sub(r"[<(].*", "", surface.route)
        is_known = f"/{first}" in text or any(
            f"/{first}".startswith(f"/{area}/") for area in ("accounts", "documents", "_util")
        )
        undescribed += [] if is_known else [surface.route]

    assert undescribed == []


def test_every_verb_of_the_desk_is_described():
    assert [verb for verb in VERBS if f"`{verb}`" not in doc("docs/addresses.md")] == []


def test_every_event_of_the_talk_is_described():
    text = doc("docs/live-protocol.md")

    assert [name for name in registry._event_types if name not in text] == []


def test_every_decision_is_listed():
    records = [path.name for path in (ROOT / "docs/decisions").glob("0*.md")]

    assert [name for name in records if name not in doc("docs/decisions/README.md")] == []


def test_every_dependency_is_explained():
    text = doc("docs/dependencies.md").lower()
    lists = doc("requirements.in") + doc("requirements-plates.in")
    names = re.findall(r"^([A-Za-z0-9_]+[A-Za-z0-9_-]*)", lists, re.MULTILINE)

    assert [name for name in names if name.lower() not in text] == []
