"""Small servers that misbehave in one way each, on a port of this machine."""

import datetime
import http.server
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Asked:
    """What a server was asked: method, path, headers and body of each request."""

    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)

    @property
    def methods(self) -> list[str]:
        return [method for method, *_ in self.requests]


@contextmanager
def answering(
    answer: Callable[[int], Answer], certificate: Path | None = None
) -> Iterator[tuple[str, Asked]]:
    """Answer the n-th request (from 0) with status, headers and body; yield address and record."""
    asked = Asked()

    class Handler(http.server.BaseHTTPRequestHandler):
        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.requests.append((self.command, self.path, dict(self.headers), body))
            status, headers, content = answer(len(asked.requests) - 1)
            if status == 0:
                self.close_connection = True
                return
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = _reply

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        scheme = "https" if certificate else "http"
        yield f"{scheme}://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def own_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for."""
    path = folder / f"own-{datetime.date.today().year}.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
         "-keyout", path, "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + (folder / "cert.pem").read_bytes())
    return path
