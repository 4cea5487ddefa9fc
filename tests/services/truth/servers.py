"""Servers of every kind on this machine, each a thread on a socket that says what it is told to."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.services.truth.hosts import resolve
from app.services.truth.trying import Asking
from app.services.truth.wire import Limits

CERTIFICATE = Path(__file__).parent / "secure.example.pem"
QUICK = Limits(connect_s=1.0, read_s=0.4, whole_s=1.2)
Talk = Callable[[socket.socket, str, str], None]


class Server:
    """A server, and the first lines of what it was asked."""

    def __init__(self, port: int) -> None:
        self.port, self.asked, self.heads, self.sent = port, [], [], 0
        self.origin = f"http://site.example:{port}"


@contextmanager
def serving(talk: Talk, *, secure: bool = False) -> Iterator[Server]:
    """Serve with `talk(connection, method, path)` until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Server(listening.getsockname()[1])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        stopped = threading.Event()

        def answer(raw: socket.socket) -> None:
            with suppress(OSError), context.wrap_socket(raw, server_side=True) if secure else raw as connection:
                connection.settimeout(5)
                head = connection.recv(65_536).decode("latin-1")
                method, path = head.split(" ")[:2] if head.count(" ") > 1 else ("", "")
                server.asked.append(f"{method} {path}")
                server.heads.append(head)
                talk(connection, method, path)

        def accept() -> None:
            while not stopped.is_set():
                with suppress(OSError):
                    raw, _from = listening.accept()
                    threading.Thread(target=answer, args=(raw,), daemon=True).start()

        listening.settimeout(0.05)
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            stopped.set()
            thread.join()


def saying(words: str | bytes) -> Talk:
    """Answer everything with the same bytes."""
    said = words.encode("latin-1") if isinstance(words, str) else words
    return lambda connection, _method, _path: connection.sendall(said)


def status(number: int, *lines: str) -> str:
    """An answer with nothing in it."""
    return "\r\n".join([f"HTTP/1.1 {number} So", *lines, "Content-Length: 0", "", ""])


def by_method(head: int, get: int) -> Talk:
    """Answer HEAD and GET differently."""
    return lambda connection, method, _path: connection.sendall(status(head if method == "HEAD" else get).encode())


def dripping(connection: socket.socket, _method: str, _path: str) -> None:
    """Say a head that never ends, one byte in a while, each soon enough for its own time limit."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    for _ in range(200):
        connection.sendall(b"a")
        time.sleep(0.1)


def silent(connection: socket.socket, _method: str, _path: str) -> None:
    """Say nothing."""
    connection.recv(1)


def local(server: Server, **more: object) -> Asking:
    """Ask as the command does, but let this machine be asked, at the port of a server; every name is this machine's."""
    values = {"resolve": lambda _host, _seconds: ["127.0.0.1"], "is_allowed": lambda address: address == "127.0.0.1", "limits": QUICK, **more}
    return Asking("test/1.0", ports=frozenset({server.port}), **values)  # type: ignore[arg-type]


def as_usual(**more: object) -> Asking:
    """Ask as the command does, with its own rules; only short."""
    return Asking("test/1.0", limits=QUICK, **{"resolve": resolve, **more})  # type: ignore[arg-type]
