"""Which addresses the guide may ask: plain web addresses on usual ports, of hosts that everybody reaches.

A command that asks addresses which people wrote must not become a way into the network that it runs in. So a name is
resolved by us, every address it has must be one of the public internet, and the request goes to that very address.
"""

import re
import socket
import threading
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

from app.services.truth.reasons import NotTried, Reason

PORTS = frozenset({80, 443, 8080, 8443})
USUAL = {"http": 80, "https": 443}
LONGEST = 500
LONGEST_ON_THE_WAY = 4_000
MOST_ADDRESSES = 4
PLAIN_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
NUMERIC = re.compile(r"(.*\.)?(0x[0-9a-f]*|[0-9]+)")
IN_PATH, IN_QUERY = "/%:@!$&'()*+,;=~-._", "/%:@!$&'()*+,;=~-._?"
# What Python, or this Python, calls global and is not for everybody: protocol assignments, the former relay of 6to4, documentation.
NOT_FOR_ALL = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"), IPv6Network("3fff::/20"))
FOR_ALL = IPv6Network("2000::/3")
NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """An address taken apart: how, of which host and port, and what is asked of it, all in ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The host as a request names it, with its port where that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == USUAL[self.scheme] else f"{host}:{self.port}"


def is_for_all(address: str) -> bool:
    """Whether an internet address is one that everybody reaches: no private, local, reserved or shared one, in whatever dress."""
    found = ip_address(address)
    if isinstance(found, IPv4Address):
        return found.is_global and not (found.is_multicast or found.is_reserved) and not any(found in one for one in NOT_FOR_ALL)
    if found.scope_id is not None:
        return False
    inner = found.ipv4_mapped or found.sixtofour or (IPv4Address(int(found) & 0xFFFFFFFF) if found in NAT64 else None)
    if inner is not None:
        return is_for_all(str(inner))
    return found in FOR_ALL and found.is_global and found.teredo is None and not any(found in one for one in NOT_FOR_ALL)


def target_of(address: str, *, ports: frozenset[int] = PORTS, longest: int = LONGEST) -> Target:
    """Give an address taken apart; raise NotTried for one that is not asked, whatever its host."""
    if len(address) > longest or re.search(r"[\s\x00-\x1f\x7f\\]", address):
        raise NotTried(Reason.UNFIT)
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        raise NotTried(Reason.UNFIT) from None
    if parts.scheme not in USUAL or "@" in parts.netloc or not host:
        raise NotTried(Reason.UNFIT)
    port = USUAL[parts.scheme] if port is None else port
    if port not in ports:
        raise NotTried(Reason.UNFIT)
    query = f"?{quote(parts.query, safe=IN_QUERY)}" if parts.query else ""
    return Target(parts.scheme, host_of(host), port, quote(parts.path or "/", safe=IN_PATH) + query)


def host_of(host: str) -> str:
    """Give a host in ASCII and lower case; raise NotTried for one that is none, and for figures spelt in an unusual way."""
    if ":" in host:
        return six_of(host)
    try:
        plain = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise NotTried(Reason.UNFIT) from None
    if len(plain) > 253 or not PLAIN_HOST.fullmatch(plain):
        raise NotTried(Reason.UNFIT)
    if NUMERIC.fullmatch(plain):
        refuse_odd_figures(plain)
    return plain


def six_of(host: str) -> str:
    """Give an IPv6 address in its usual form; raise NotTried for what is none, or belongs to one network card."""
    try:
        found = IPv6Address(host)
    except AddressValueError:
        raise NotTried(Reason.UNFIT) from None
    if found.scope_id is not None:
        raise NotTried(Reason.PRIVATE)
    return str(found)


def refuse_odd_figures(host: str) -> None:
    """Raise NotTried for figures that are no address of four plain numbers: 127.1, 0177.0.0.1, 2130706433, 0x7f000001."""
    try:
        IPv4Address(host)
    except AddressValueError:
        try:
            meant = socket.inet_ntoa(socket.inet_aton(host))
        except OSError:
            raise NotTried(Reason.UNFIT) from None
        raise NotTried(Reason.UNFIT if is_for_all(meant) else Reason.PRIVATE) from None


def is_figures(host: str) -> bool:
    """Whether a host is an internet address and no name."""
    try:
        return bool(ip_address(host))
    except ValueError:
        return False


def resolve(host: str, seconds: float) -> list[str]:
    """Give the internet addresses of a host, at once for one that is an address; raise NotTried when there are none in time."""
    if is_figures(host):
        return [str(ip_address(host))]
    found: list[str] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            found.extend(str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    # The resolver of the system has no time limit of its own; one that hangs is left behind.
    asking = threading.Thread(target=ask, name="resolving", daemon=True)
    asking.start()
    asking.join(max(seconds, 0))
    if asking.is_alive():
        raise NotTried(Reason.TIMED_OUT)
    if failed or not found:
        raise NotTried(Reason.NO_NAME)
    return list(dict.fromkeys(found))
