"""`python -m benchmarks.serve APPLICATION PORT`: any ASGI application under this project's uvicorn settings."""

import sys

import uvicorn

from mycomi.serve import config


def main() -> None:
    settings = config(host="127.0.0.1", port=int(sys.argv[2]))
    settings.app = sys.argv[1]
    uvicorn.Server(settings).run()


if __name__ == "__main__":
    main()
