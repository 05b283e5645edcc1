"""A process with the pages: `python -m tests.frontend.child URL`; it says its port at once.

Whoever asks before it is ready waits in line, so that its first requests come all together.
"""

import socket
import sys

import uvicorn


def main() -> None:
    """Listen, say where, and only then make the pages."""
    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    from fastapi import FastAPI

    from app.settings import Settings
    from app.store import open_store
    from frontend.shell import create_dash

    root = FastAPI()
    create_dash(root, open_store(sys.argv[1]), Settings())
    uvicorn.Server(uvicorn.Config(root, log_level="warning")).run(sockets=[listening])


if __name__ == "__main__":
    main()
