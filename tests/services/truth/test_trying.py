"""Trying one address, against real servers of every kind on this machine."""

import ssl
import time

import pytest

from app.services.truth import wire
from app.services.truth.reasons import Reason
from app.services.truth.trying import Tried, try_address
from tests.services.truth.servers import CERTIFICATE, QUICK, by_method, dripping, local, saying, serving, silent, status


def tried(talk, path="/", **more):
    with serving(talk) as server:
        return try_address(server.origin + path, local(server, **more)), server


@pytest.mark.parametrize(
    ("number", "is_broken", "is_for_people_only"),
    [
        *((number, False, False) for number in (200, 204)),
        *((number, False, True) for number in (401, 403, 418, 429, 999)),
        *((number, True, False) for number in (404, 410, 500, 503, 521)),
    ],
)
def test_status_says_whether_a_visitor_would_find_something(number, is_broken, is_for_people_only):
    found, _server = tried(saying(status(number)))

    assert found == Tried(number)
    assert (found.is_broken, found.is_for_people_only) == (is_broken, is_for_people_only)


@pytest.mark.parametrize("number", [400, 403, 404, 405, 500, 501])
def test_server_that_does_not_like_head_is_asked_by_get(number):
    found, server = tried(by_method(number, 200))

    assert found == Tried(200) and server.asked == ["HEAD /", "GET /"]


def test_server_that_was_asked_too_often_is_not_asked_again():
    found, server = tried(saying(status(429)))

    assert found == Tried(429) and server.asked == ["HEAD /"]


def test_request_tells_who_asks_and_nothing_else():
    _found, server = tried(saying(status(200)), "/琉璃厂?问=1#part")

    head, *lines = server.heads[0].split("\r\n")
    assert head == "HEAD /%E7%90%89%E7%92%83%E5%8E%82?%E9%97%AE=1 HTTP/1.1"
    assert sorted(line.split(":")[0] for line in lines if line) == ["Accept", "Accept-Encoding", "Connection", "Host", "User-Agent"]
    assert f"Host: site.example:{server.port}" in lines and "User-Agent: test/1.0" in lines


def test_proxy_of_the_environment_is_ignored(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")

    assert tried(saying(status(200)))[0] == Tried(200)


# ---- Sent on ----


@pytest.mark.parametrize(
    ("number", "to", "reason"),
    [(301, "/new", Reason.MOVED), (308, "/new", Reason.MOVED), (302, "/new", None), (307, "/new", None), (301, "/old/", None)],
)
def test_address_that_moved_for_good_is_said_to_have(number, to, reason):
    def talk(connection, _method, path):
        connection.sendall(status(*((number, f"Location: {to}") if path == "/old" else (200,))).encode())

    assert tried(talk, "/old")[0] == Tried(200, reason)


def test_five_steps_are_followed_and_the_sixth_is_not():
    def talk(connection, _method, path):
        left = int(path[1:])
        connection.sendall(status(*((302, f"Location: /{left - 1}") if left else (200,))).encode())

    assert tried(talk, "/5")[0] == Tried(200)
    assert tried(talk, "/6")[0] == Tried(None, Reason.REDIRECTS)


def test_loop_ends():
    found, server = tried(saying(status(302, "Location: /")))

    assert found == Tried(None, Reason.REDIRECTS) and found.is_broken and len(server.asked) == 6


def test_sent_on_to_nowhere_is_broken():
    found, _server = tried(saying(status(302)))

    assert found == Tried(302, Reason.REDIRECTS) and found.is_broken


NOT_ASKED = ["ftp://site.example/", "javascript:alert(1)", "weixin://x", "http://u:p@site.example/", "http://site.example:22/", "//["]


@pytest.mark.parametrize("to", NOT_ASKED)
def test_sent_on_to_what_is_not_asked(to):
    found, server = tried(saying(status(302, f"Location: {to}")))

    assert found == Tried(None, Reason.UNFIT) and not found.is_broken and len(server.asked) == 1


@pytest.mark.parametrize(
    "to", ["http://10.0.0.1:{port}/", "http://[::1]:{port}/", "//169.254.169.254:{port}/latest/meta-data/", "http://2130706433:{port}/"]
)
def test_sent_on_into_a_private_network_is_not_followed(to):
    def talk(connection, _method, _path):
        connection.sendall(status(302, f"Location: {to.format(port=server.port)}").encode())

    with serving(talk) as server:
        asking = local(server, resolve=lambda host, _seconds: ["127.0.0.1" if host == "site.example" else host])
        assert try_address(server.origin, asking) == Tried(None, Reason.PRIVATE)
    assert len(server.asked) == 1


def test_name_is_resolved_anew_at_each_step_and_may_not_turn_private():
    answers = iter([["127.0.0.1"], ["127.0.0.1", "10.0.0.1"]])
    with serving(saying(status(302, "Location: /again"))) as server:
        found = try_address(server.origin, local(server, resolve=lambda _host, _seconds: next(answers)))

    assert found == Tried(None, Reason.PRIVATE) and server.asked == ["HEAD /"]


def test_connection_goes_to_the_address_that_was_checked(monkeypatch):
    """The name itself resolves to nothing here: whoever resolved it again would fail."""
    asked = []
    with serving(by_method(405, 200)) as server:
        asking = local(server, resolve=lambda host, _seconds: asked.append(host) or ["127.0.0.1"])
        found = try_address(f"http://no-such-name.invalid:{server.port}/", asking)

    assert found == Tried(200) and asked == ["no-such-name.invalid"] and len(server.asked) == 2


# ---- Servers that mean no good ----


@pytest.mark.parametrize("talk", [dripping, silent], ids=["drip", "silence"])
def test_slow_server_costs_no_more_than_the_limit(talk):
    began = time.monotonic()
    found, _server = tried(talk)

    assert found == Tried(None, Reason.TIMED_OUT) and time.monotonic() - began < QUICK.whole_s + 1


def test_drip_of_100_continue_ends():
    def talk(connection, _method, _path):
        for _ in range(100):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.05)

    assert tried(talk)[0] == Tried(None, Reason.TIMED_OUT)


def test_endless_body_is_not_read():
    sent = []

    def talk(connection, _method, _path):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            sent.append(connection.send(b"x" * 65_536))

    assert tried(talk)[0] == Tried(200)
    assert sum(sent) < 20_000_000


def test_packed_bomb_is_not_unpacked():
    bomb = b"\x1f\x8b\x08\x00" + b"\x00" * 50_000

    assert tried(saying(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" + bomb))[0] == Tried(200)


@pytest.mark.parametrize(
    "words",
    [
        "HTTP/1.1 200 OK\r\nX: " + "a" * 200_000,
        "HTTP/1.1 200 OK\r\n" + "".join(f"X{number}: 1\r\n" for number in range(500)) + "\r\n",
        "HTTP/1.1 200 OK\r\n" + ("X: " + "a" * 60_000 + "\r\n") * 4,
        "H" * 100_000,
        "garbage\r\n\r\n",
        "HTTP/1.1 two OK\r\n\r\n",
        "HTTP/1.1 99 Low\r\n\r\n",
        "HTTP/1.1 1000 High\r\n\r\n",
        "HTTP/1.1 101 Switch\r\n\r\n",
        "HTTP/9\r\n\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "220 mail.example ESMTP\r\n",
        b"\x00\xff\xfe" * 1_000,
        b"\x15\x03\x01\x00\x02\x02\x50",
    ],
    ids=range(14),
)
def test_answer_that_is_none_is_broken_and_harms_nobody(words):
    found, _server = tried(saying(words))

    assert found == Tried(None, Reason.NOT_HTTP) and found.is_broken


def test_connection_that_is_cut_off():
    assert tried(lambda connection, _method, _path: None)[0] == Tried(None, Reason.CLOSED)


def test_no_more_is_read_than_the_limit():
    class Wire:
        def settimeout(self, _seconds):
            pass

        def recv_into(self, view):
            view[:] = b"a" * len(view)
            return len(view)

    reading = wire.Reading(Wire(), wire.Limits(bytes=1_000), wire.Patience(5))
    taken = reading.readinto(bytearray(700)) + reading.readinto(bytearray(700))

    assert taken == 1_000
    with pytest.raises(wire.NotTried):
        reading.readinto(bytearray(1))


def test_port_where_nobody_listens():
    with serving(silent) as server:
        pass

    assert try_address(server.origin, local(server)) == Tried(None, Reason.REFUSED)


def test_resolver_that_hangs_costs_no_more_than_the_limit():
    with serving(saying(status(200))) as server:
        pass

    def slow(_host, seconds):
        assert seconds <= QUICK.connect_s
        raise wire.NotTried(Reason.TIMED_OUT)

    assert try_address(server.origin, local(server, resolve=slow)) == Tried(None, Reason.TIMED_OUT)


# ---- Encryption ----


def secure_try(name, **more):
    with serving(saying(status(200)), secure=True) as server:
        return try_address(f"https://{name}:{server.port}/", local(server, **more))


def test_certificate_is_checked_for_the_name_not_for_the_internet_address():
    trusted = ssl.create_default_context(cafile=str(CERTIFICATE))

    assert secure_try("secure.example", context=trusted) == Tried(200)
    assert secure_try("other.example", context=trusted) == Tried(None, Reason.TLS)


def test_certificate_that_nobody_vouches_for_is_broken():
    found = secure_try("secure.example")

    assert found == Tried(None, Reason.TLS) and found.is_broken


def test_server_that_knows_no_encryption():
    with serving(saying("HTTP/1.1 400 Bad\r\n\r\n")) as server:
        assert try_address(f"https://secure.example:{server.port}/", local(server)) == Tried(None, Reason.TLS)
