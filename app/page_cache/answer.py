"""One answer of the inner application: its head is known, its body may not be read yet."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from types import TracebackType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]
ExcInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]

# What the application tells the cache begins with this, and never leaves the house.
_OURS = "x-page-"


def without_ours(headers: Headers) -> Headers:
    """Gives the headers that are meant for the visitor."""
    return [header for header in headers if not header[0].lower().startswith(_OURS)]


def stripping(start_response: StartResponse) -> StartResponse:
    """Gives a `start_response` that hides what the application tells the cache."""

    def start(status: str, headers: Headers, exc_info: ExcInfo | None = None, /) -> Callable[[bytes], object]:
        if exc_info is None:
            return start_response(status, without_ours(headers))
        return start_response(status, without_ours(headers), exc_info)

    return start


class Answer:
    """What the inner application answers to one request."""

    def __init__(self, app: WSGIApplication, environ: WSGIEnvironment) -> None:
        self.status = ""
        self.headers: Headers = []
        self._is_sent = False
        self._is_closed = False
        self._read: list[bytes] = []
        self._body = app(environ, self._start)
        self._rest: Iterator[bytes] | None = None
        if not self.status:
            self._wait_for_head()

    def header(self, name: str) -> str | None:
        """Gives the header of that (lower-case) name, all its values in one; None when there is none."""
        values = [value for found, value in self.headers if found.lower() == name]
        return ", ".join(values) if values else None

    def collect(self, limit: int) -> bytes | None:
        """Reads, closes and gives the body; None when it is over the limit: then nothing of it is lost."""
        size = sum(map(len, self._read))
        try:
            for chunk in self._reading():
                self._read.append(chunk)
                size += len(chunk)
                if size > limit:
                    return None
        except BaseException:
            self.close()
            raise
        self.close()
        return b"".join(self._read)

    def send(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Passes the answer on; a body that nobody has begun to read goes on as it is."""
        try:
            start_response(self.status, without_ours(self.headers))
        except BaseException:
            self.close()
            raise
        self._is_sent = True
        if environ["REQUEST_METHOD"] == "HEAD":
            self.close()
            return ()
        return self if self._read or self._rest is not None else self._body

    def __iter__(self) -> Iterator[bytes]:
        """Gives what was read already, then the rest."""
        return chain(self._read, self._reading())

    def close(self) -> None:
        """Closes the body, once; the application may be waiting for that."""
        close = getattr(self._body, "close", None)
        if close is not None and not self._is_closed:
            self._is_closed = True
            close()

    def _start(
        self,
        status: str,
        headers: Headers,
        exc_info: ExcInfo | None = None,
        /,
    ) -> Callable[[bytes], object]:
        if self._is_sent and exc_info is not None and exc_info[1] is not None:
            raise exc_info[1].with_traceback(exc_info[2])
        self.status, self.headers = status, headers
        return self._read.append

    def _reading(self) -> Iterator[bytes]:
        if self._rest is None:
            self._rest = iter(self._body)
        return self._rest

    def _wait_for_head(self) -> None:
        """Reads on until the head is known: a generator calls `start_response` only when it is asked."""
        try:
            for chunk in self._reading():
                self._read.append(chunk)
                if self.status:
                    return
        except BaseException:
            self.close()
            raise
        if not self.status:
            self.close()
            raise RuntimeError("The application ended without calling start_response.")
