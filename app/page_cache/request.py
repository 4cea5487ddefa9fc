"""What of a request decides a page: its key, and the cleaned request that is rendered under it."""

from functools import lru_cache
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlencode
from wsgiref.types import WSGIEnvironment

# Script name, path, canonical query, mode. A request's own query is tried as it stands first,
# because one that equals a canonical query means the same page.
Key = tuple[str, str, str, str]

LONGEST_QUERY = 300
CARE_COOKIE = "care=1"

_LONGEST_ACCEPT_ENCODING = 300
_NOT_IN_THE_KEY = frozenset(
    {
        "HTTP_IF_NONE_MATCH",
        "HTTP_IF_MODIFIED_SINCE",
        "HTTP_IF_MATCH",
        "HTTP_IF_UNMODIFIED_SINCE",
        "HTTP_IF_RANGE",
        "HTTP_RANGE",
        "HTTP_ACCEPT_ENCODING",
        "HTTP_AUTHORIZATION",
        "HTTP_TRANSFER_ENCODING",
        "HTTP_COOKIE",
        "CONTENT_LENGTH",
        "CONTENT_TYPE",
        "RAW_URI",
        "REQUEST_URI",
    }
)


def mode_of(environ: WSGIEnvironment) -> str:
    """Gives the care cookie when it is set to the one value we know, else nothing."""
    cookies = environ.get("HTTP_COOKIE", "")
    if "care" not in cookies:
        return ""
    return CARE_COOKIE if CARE_COOKIE in map(str.strip, cookies.split(";")) else ""


def readable_path(environ: WSGIEnvironment) -> str:
    """Gives the path as people write it; WSGI hands it over as bytes in Latin-1 clothes."""
    path: str = environ.get("PATH_INFO", "")
    return path if path.isascii() else _from_wsgi(path)


@lru_cache(maxsize=1024)
def canonical_query(query: str, known: frozenset[str]) -> str | None:
    """Gives the known arguments in sorted order, or None when the query is too long or repeats one of them.

    Unknown arguments and empty values are left out: an empty field of a form says nothing.
    """
    if len(query) > LONGEST_QUERY:
        return None
    pairs = sorted(pair for pair in parse_qsl(_from_wsgi(query)) if pair[0] in known)
    if len({name for name, _ in pairs}) < len(pairs):
        return None
    return urlencode(pairs)


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str) -> bool:
    """Says whether an Accept-Encoding header allows gzip; `gzip;q=0` does not."""
    if len(accept_encoding) > _LONGEST_ACCEPT_ENCODING:
        return False
    weights = dict(map(_weighed, accept_encoding.lower().split(",")))
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def cleaned(environ: WSGIEnvironment, key: Key) -> WSGIEnvironment:
    """Gives the request that is rendered for everyone with this key: a GET that knows only what the key says.

    A HEAD would leave an empty body, a condition or a range a part of one; other cookies, other
    arguments, credentials and a body would let one visitor write into the page of the next.
    """
    clean: dict[str, Any] = {name: value for name, value in environ.items() if name not in _NOT_IN_THE_KEY}
    _, _, query, mode = key
    clean["REQUEST_METHOD"] = "GET"
    clean["QUERY_STRING"] = query
    clean["wsgi.input"] = BytesIO()
    if mode:
        clean["HTTP_COOKIE"] = mode
    return clean


def _from_wsgi(text: str) -> str:
    return text.encode("latin-1", "replace").decode("utf-8", "replace")


def _weighed(coding: str) -> tuple[str, float]:
    name, _, parameters = coding.partition(";")
    weight = parameters.strip().removeprefix("q=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0
