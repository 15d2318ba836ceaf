"""`script/bench NAME`: runs one benchmark and prints its figures; the last line is JSON."""

import importlib
import json
import sys

from .measure import machine, report

NAMES = ("board", "desk", "export", "mail", "serving")


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"script/bench NAME, where NAME is one of: {', '.join(NAMES)}")
    name = sys.argv[1]
    rows = report(importlib.import_module(f"benchmarks.{name}").run(sys.argv[2:]))
    print(json.dumps({"bench": name, "machine": machine(), "rows": rows}, ensure_ascii=False))


if __name__ == "__main__":
    main()
