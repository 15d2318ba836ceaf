"""`script/bench NAME`: runs one benchmark and prints its figures; the last line is JSON."""

import importlib
import json
import sys

from .measure import machine, report

NAMES = (
    "board",
    "desk",
    "export",
    "followed",
    "live",
    "live-faults",
    "mail",
    "matching",
    "photo",
    "plates",
    "post",
    "relevance",
    "search",
    "serving",
)


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"script/bench NAME, where NAME is one of: {', '.join(NAMES)}")
    name = sys.argv[1]
    found = importlib.import_module(f"benchmarks.{name.replace('-', '_')}").run(sys.argv[2:])
    rows, more = found if isinstance(found, tuple) else (found, {})
    code = more.pop("exit", 0)
    figures = {"bench": name, "machine": machine(), "rows": report(rows)} | more
    print(json.dumps(figures, ensure_ascii=False))
    sys.exit(code)


if __name__ == "__main__":
    main()
