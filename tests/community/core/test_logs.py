"""Nothing that names a person gets into a log line."""

import json
import logging

import pytest
from django.http import HttpResponseNotFound
from django.utils.log import log_response

from community.core.logs import LineFormatter, ObjectFormatter

WITH_PEOPLE = [
    ("refused kana@example.jp today", "kana@example.jp"),
    ("from 203.0.113.77 again", "203.0.113.77"),
    ("from 2001:db8:85a3::8a2e:370:7334 again", "8a2e:370"),
    ("call 06-6208-8181 or 09012345678", "6208-8181"),
    ("call 06-6208-8181 or 09012345678", "09012345678"),
    ("Not Found: /issues/?q=田中さん&ward=27127", "田中"),
    ("GET /notices/stop/MTIz:abcdefgh:xyz/", "abcdefgh"),
    ("DETAIL:  Key (display_name)=(たなか) already exists.", "たなか"),
    ("sessionid=gk2j3h4g2j3h", "gk2j3h4g2j3h"),
    ("{'password': 'Nakanoshima'}", "Nakanoshima"),
]


def record(message, *args, **extra):
    made = logging.getLogger("test").makeRecord("test", logging.WARNING, __file__, 1, message, args, None, extra=extra)
    return made


@pytest.mark.parametrize(("message", "mark"), WITH_PEOPLE)
@pytest.mark.parametrize("formatter", [LineFormatter(), ObjectFormatter("%(levelname)s %(message)s")])
def test_a_mark_of_a_person_is_taken_out(formatter, message, mark):
    line = formatter.format(record("%s", message))

    assert mark not in line
    assert "\n" not in line


def test_what_helps_stays():
    line = LineFormatter("{levelname} {message}", style="{").format(
        record("outbox mail 17: SMTPConnectError at 12:30:05")
    )

    assert line == "WARNING outbox mail 17: SMTPConnectError at 12:30:05"


def test_a_traceback_is_cleaned_too():
    try:
        raise ValueError("kana@example.jp")
    except ValueError as error:
        told = logging.LogRecord(
            "t", logging.ERROR, __file__, 1, "failed", (), (ValueError, error, error.__traceback__)
        )

    for formatter in (LineFormatter(), ObjectFormatter("%(message)s")):
        assert "kana@" not in formatter.format(told)


def test_objects_carry_what_a_call_names():
    line = ObjectFormatter("%(levelname)s %(message)s").format(record("slow or failed", route="issues/", ms=1200))

    assert json.loads(line) | {"route": "issues/", "ms": 1200} == json.loads(line)


@pytest.mark.parametrize(
    "formatter", [LineFormatter("{message}", style="{"), ObjectFormatter("%(levelname)s %(message)s")]
)
def test_a_refused_request_is_told_without_its_query(formatter, caplog, rf):
    request = rf.get("/issues/999/", {"q": "田中さん", "mail": "kana@example.jp", "lat": "34.70251"})
    log_response("Not Found: %s", request.path, response=HttpResponseNotFound(), request=request)
    told = caplog.records[-1]
    assert told.name == "django.request" and "34.70251" in repr(told.request)

    line = formatter.format(told)

    assert "Not Found: /issues/999/" in line
    for mark in ("田中", "%E7%94%B0", "\\u7530", "kana", "34.70251", "lat="):
        assert mark not in line


def test_other_objects_are_cleaned_and_numbers_stay_numbers():
    extras = {"params": ("kana@example.jp", 7), "status_code": 404, "share": 0.5, "slow": True, "user": None}

    told = json.loads(ObjectFormatter("%(message)s").format(record("refused", **extras)))

    assert "kana@" not in told["params"] and "(mail)" in told["params"]
    assert told | {"status_code": 404, "share": 0.5, "slow": True, "user": None} == told
