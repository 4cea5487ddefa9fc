"""One request over a connection of our own, within limits: how long, how much, and to which very address."""

import http.client
import io
import socket
import ssl
from dataclasses import dataclass
from time import monotonic
from typing import Any, NamedTuple

from app.services.truth.hosts import Target
from app.services.truth.reasons import NotTried, Reason


@dataclass(frozen=True)
class Limits:
    """How long connecting, each wait for an answer, and the whole may take, how much is read, and how often one is sent on."""

    connect_s: float = 5.0
    read_s: float = 8.0
    whole_s: float = 20.0
    bytes: int = 64 * 1024
    redirects: int = 5


class Answer(NamedTuple):
    """The status of an answer, and where it sends one on to."""

    status: int
    location: str


class Patience:
    """How much time is left of the whole."""

    def __init__(self, seconds: float) -> None:
        self._until = monotonic() + seconds

    def at_most(self, seconds: float) -> float:
        """Give so many seconds, or what is left; raise NotTried when nothing is."""
        left = min(seconds, self._until - monotonic())
        if left <= 0:
            raise NotTried(Reason.TIMED_OUT)
        return left


class Reading(io.RawIOBase):
    """What a server says, as far as the limits let it: every wait is part of the whole, and so is every byte."""

    def __init__(self, wire: socket.socket, limits: Limits, patience: Patience) -> None:
        self._wire, self._limits, self._patience, self._left = wire, limits, patience, limits.bytes

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has come into a buffer; raise NotTried when it is too much or takes too long."""
        if self._left <= 0:
            raise NotTried(Reason.NOT_HTTP)
        self._wire.settimeout(self._patience.at_most(self._limits.read_s))
        count = self._wire.recv_into(memoryview(buffer)[: self._left])
        self._left -= count
        return count


class Heard:
    """What the reader of answers in the standard library needs of a socket."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def makefile(self, _mode: str) -> io.BufferedReader:
        """Give the answer as a file."""
        return io.BufferedReader(self._reading)


def connect(addresses: list[str], port: int, limits: Limits, patience: Patience) -> socket.socket:
    """Give a connection to the first of some internet addresses that takes one; raise NotTried when none does."""
    reason = Reason.UNREACHABLE
    for address in addresses:
        try:
            return socket.create_connection((address, port), timeout=patience.at_most(limits.connect_s))
        except ConnectionRefusedError:
            reason = Reason.REFUSED
        except TimeoutError:
            reason = Reason.TIMED_OUT
        except OSError:
            reason = Reason.UNREACHABLE
    raise NotTried(reason)


def secured(wire: socket.socket, host: str, context: ssl.SSLContext, seconds: float) -> socket.socket:
    """Give a connection with encryption, its certificate checked for the host's name; raise NotTried when that fails."""
    wire.settimeout(seconds)
    try:
        return context.wrap_socket(wire, server_hostname=host)
    except TimeoutError:
        raise NotTried(Reason.TIMED_OUT) from None
    except (OSError, ValueError):
        raise NotTried(Reason.TLS) from None


def request_for(target: Target, method: str, agent: str) -> bytes:
    """Give the words of a request: no cookie, nothing of where it comes from, nothing packed."""
    head = {"Host": target.named, "User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
    lines = [f"{method} {target.path} HTTP/1.1", *(f"{name}: {value}" for name, value in head.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii", "replace")


def ask(target: Target, addresses: list[str], method: str, *, agent: str, context: ssl.SSLContext, limits: Limits, patience: Patience) -> Answer:
    """Ask a host at one of its addresses, and give the head of its answer; the body is not read. Raise NotTried when there is none."""
    wire = connect(addresses, target.port, limits, patience)
    try:
        if target.scheme == "https":
            wire = secured(wire, target.host, context, patience.at_most(limits.connect_s + limits.read_s))
        wire.settimeout(patience.at_most(limits.read_s))
        wire.sendall(request_for(target, method, agent))
        return head_of(Reading(wire, limits, patience), method)
    except NotTried as refused:
        raise NotTried(refused.reason, is_after_connecting=True) from None
    except TimeoutError:
        raise NotTried(Reason.TIMED_OUT, is_after_connecting=True) from None
    except (ConnectionError, ssl.SSLError):
        raise NotTried(Reason.CLOSED, is_after_connecting=True) from None
    except (http.client.HTTPException, ValueError):
        raise NotTried(Reason.NOT_HTTP, is_after_connecting=True) from None
    except OSError:
        raise NotTried(Reason.UNREACHABLE, is_after_connecting=True) from None
    finally:
        wire.close()


def head_of(reading: Reading, method: str) -> Answer:
    """Give the status of an answer and where it sends one on to, from its head alone."""
    heard: Any = Heard(reading)
    response = http.client.HTTPResponse(heard, method=method)
    try:
        response.begin()
        if response.status < 200:
            raise NotTried(Reason.NOT_HTTP)
        return Answer(response.status, response.headers.get("Location", "").strip())
    finally:
        response.close()
