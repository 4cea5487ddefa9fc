"""Mail: one message in plain text handed to the server that the settings name, by SMTP (RFC 5321)."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from app import clock
from app.mail_server import MailServer

PATIENCE_S = 10


class MailNotSent(Exception):
    """A message that the server did not take: why, without addresses or passwords, and whether to try again is of no use."""

    def __init__(self, reason: str, *, is_final: bool) -> None:
        self.is_final = is_final
        super().__init__(reason)


@dataclass(frozen=True)
class Message:
    """What is sent to one person."""

    to: str
    subject: str
    text: str


def send(server: MailServer, message: Message) -> None:
    """Hand one message over; raise MailNotSent when there is no connection, the server refuses, or ten seconds pass."""
    letter = letter_of(server, message)
    try:
        with connected(server) as connection:
            connection.send_message(letter, from_addr=server.sender, to_addrs=[message.to])
    except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as error:
        is_final = isinstance(error, smtplib.SMTPRecipientsRefused | UnicodeError | ValueError)
        raise MailNotSent(reason(error), is_final=is_final) from error


def letter_of(server: MailServer, message: Message) -> EmailMessage:
    """Give the message with its headers; a line break in one of them would begin another header and is taken out."""
    letter = EmailMessage(policy=SMTP)
    letter["From"] = server.sender
    letter["To"] = one_line(message.to)
    letter["Subject"] = one_line(message.subject)
    letter["Date"] = format_datetime(clock.now())
    letter["Message-ID"] = make_msgid(domain=server.sender.partition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.text, subtype="plain", charset="utf-8")
    return letter


def one_line(words: str) -> str:
    """Give words as one line."""
    return " ".join(words.split())


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """Give a connection that is secured and signed in as the settings say."""
    context = ssl.create_default_context()
    if server.security == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE_S, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=PATIENCE_S)
    with connection:
        if server.security == "smtp+starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def reason(error: Exception) -> str:
    """Give in a few words why a message was not taken."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the server answered {error.smtp_code}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "the server refused the recipient"
    return type(error).__name__
