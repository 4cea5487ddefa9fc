"""A mail server of our own for tests: it listens on this machine, keeps what it is given, and can refuse or break off."""

import socketserver
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Self

REFUSED = {"sender": "MAIL", "recipient": "RCPT", "data": "DATA"}


@dataclass
class MailServerHere:
    """`mode` is "", or what it refuses: sender, recipient, data, or "break" to break off; `letters` is what it took."""

    mode: str = ""
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        here = self

        class Talk(socketserver.StreamRequestHandler):
            timeout = 10

            def handle(self) -> None:
                converse(here, self)

        self.server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_rest: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self) -> str:
        """Its address as a setting."""
        return f"smtp://127.0.0.1:{self.server.server_address[1]}"


def converse(here: MailServerHere, talk: socketserver.StreamRequestHandler) -> None:
    """Speak as much SMTP as a client needs."""

    def say(words: str) -> None:
        talk.wfile.write(words.encode() + b"\r\n")

    say("220 here")
    while line := talk.rfile.readline(2_000):
        verb = line[:4].decode("ascii", "replace").upper()
        if here.mode == "break" and verb == "MAIL":
            return
        if REFUSED.get(here.mode) == verb:
            say("550 no")
        elif verb == "DATA":
            say("354 go on")
            here.letters.append(message_from_bytes(body_of(talk), policy=default))
            say("250 taken")
        elif verb == "QUIT":
            say("221 bye")
            return
        else:
            if verb == "RCPT":
                here.recipients.append(line.decode().partition(":")[2].strip().strip("<>"))
            say("250 well")


def body_of(talk: socketserver.StreamRequestHandler) -> bytes:
    """Read a message up to the dot that ends it."""
    lines = []
    while (line := talk.rfile.readline()) not in {b".\r\n", b""}:
        lines.append(line.removeprefix(b"."))
    return b"".join(lines)
