"""The mail server that the settings name."""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over, how it is secured (a key of PORTS), and whom it comes from."""

    security: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    sender: str


def parse(address: str, sender: str) -> MailServer | None:
    """Give the server of `smtp://[user:password@]host[:port]`, or with smtp+starttls or smtps; None for an empty address.

    Raise ValueError, without the password, for anything else.
    """
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise ValueError("the port must be a number") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("must be like smtp+starttls://user:password@mail.example:587")
    if sender.count("@") != 1 or any(one in sender for one in " <>\"',;\r\n"):
        raise ValueError("MAIL_FROM must be one mail address")
    return MailServer(parts.scheme, parts.hostname, port or PORTS[parts.scheme], unquote(parts.username or ""), unquote(parts.password or ""), sender)
