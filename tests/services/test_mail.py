"""Mail is handed to a real server on this machine; what it refuses is told apart; no header can be smuggled in."""

import socket

import pytest

from app.config import BadSetting, Settings
from app.mail_server import MailServer, parse
from app.services import mail
from app.services.mail import MailNotSent, Message
from tests.smtp import MailServerHere


def at(address: str) -> MailServer:
    found = parse(address, "guide@example.org")
    assert found is not None
    return found


def test_message_arrives_as_it_was_said(app):
    with MailServerHere() as here:
        mail.send(at(here.address), Message("lin@example.org", "每周摘要 2026-W48", "正文\n.\n第二行"))

    letter = here.letters[0]
    assert (here.recipients, letter["Subject"], letter["From"]) == (["lin@example.org"], "每周摘要 2026-W48", "guide@example.org")
    assert letter.get_content().splitlines() == ["正文", ".", "第二行"]
    assert letter["Auto-Submitted"] == "auto-generated" and letter["Message-ID"].endswith("@example.org>")


def test_line_break_begins_no_header(app):
    with MailServerHere() as here:
        mail.send(at(here.address), Message("lin@example.org", "One\r\nBcc: other@example.org", "Words"))

    assert here.letters[0]["Bcc"] is None and here.recipients == ["lin@example.org"]


@pytest.mark.parametrize(("mode", "is_final"), [("sender", False), ("recipient", True), ("data", False), ("break", False)])
def test_what_the_server_does_not_take_is_said_without_secrets(app, mode, is_final):
    with MailServerHere(mode) as here, pytest.raises(MailNotSent) as refused:
        mail.send(at(here.address), Message("lin@example.org", "Subject", "Words"))

    assert refused.value.is_final is is_final and "lin@" not in str(refused.value)


def test_server_that_is_not_there_is_an_error_to_try_again_after(app):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"smtp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(MailNotSent) as refused:
        mail.send(at(address), Message("lin@example.org", "Subject", "Words"))

    assert not refused.value.is_final


def test_unsecured_server_gets_no_password_where_tls_was_asked_for(app):
    with MailServerHere() as here, pytest.raises(MailNotSent):
        mail.send(at(here.address.replace("smtp:", "smtp+starttls:")), Message("lin@example.org", "Subject", "Words"))

    assert here.letters == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("smtp://mail.example", ("smtp", "mail.example", 25, "", "")),
        ("smtps://me:a%40b@mail.example", ("smtps", "mail.example", 465, "me", "a@b")),
        ("smtp+starttls://me:secret@mail.example:2525", ("smtp+starttls", "mail.example", 2525, "me", "secret")),
    ],
)
def test_settings_name_the_server(address, expected):
    found = at(address)

    assert (found.security, found.host, found.port, found.user, found.password) == expected
    assert "secret" not in repr(found)


@pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://", "smtp://x:99999", "smtp://x:y", "smtp://u:secret@x/path?q"])
def test_bad_setting_stops_the_start_without_the_password(tmp_path, address):
    with pytest.raises(BadSetting) as refused:
        Settings.read({"INSTANCE_DIR": str(tmp_path), "MAIL_SERVER": address, "MAIL_FROM": "guide@example.org"})

    assert "MAIL_SERVER" in str(refused.value) and "secret" not in str(refused.value)


def test_sender_must_be_an_address(tmp_path):
    for sender in ("", "nobody", "a@b\nBcc: c@d", "a@b, c@d"):
        with pytest.raises(BadSetting):
            Settings.read({"INSTANCE_DIR": str(tmp_path), "MAIL_SERVER": "smtp://x", "MAIL_FROM": sender})
