"""No address leads into a private network, however it is spelt; and plain ones are asked as they are."""

import socket
import threading

import pytest

from app.services.truth.hosts import is_for_all, resolve, target_of
from app.services.truth.reasons import NotTried, Reason
from app.services.truth.trying import Tried, try_address
from tests.services.truth.servers import as_usual, serving, silent

PRIVATE = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0",
    "0x7f.1",
    "0x7f000001",
    "0x7F.0x0.0x0.0x1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "2130706433",
    "127.0x0.0.1",
    "10.0.0.1",
    "10.255.255.255",
    "012.0.0.1",
    "0xa.0.0.1",
    "167772161",
    "172.16.0.1",
    "172.31.255.255",
    "0xac100001",
    "192.168.0.1",
    "192.168.1",
    "0xc0a80001",
    "3232235777",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "100.64.0.1",
    "100.127.255.255",
    "198.18.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "１２７.０.０.１",
    "127。0。0。1",
    "①②⑦.0.0.1",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:10.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[0:0:0:0:0:ffff:c0a8:1]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[ff02::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[2002:7f00:1::]",
    "[2002:a00:1::1]",
    "[2002:a9fe:a9fe::]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::a9fe:a9fe]",
    "[64:ff9b:1::1]",
    "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
    "[2001:10::1]",
    "[100::1]",
    "[5f00::1]",
]
UNFIT = [
    "\nftp://site.example/",
    "file:///etc/passwd",
    "gopher://site.example/",
    "javascript:alert(1)",
    "//site.example/",
    "site.example",
    "http:///",
    "http://",
    "http://:80/\nhttp://user@site.example/",
    "http://user:pass@site.example/",
    "http://127.0.0.1@site.example/",
    "http://site.example@127.0.0.1/",
    "http://@site.example/\nhttp://site.example:22/",
    "http://site.example:25/",
    "http://site.example:6379/",
    "http://site.example:0/",
    "http://site.example:99999/",
    "http://site.example:x/\nhttp://site.example\\@127.0.0.1/",
    "http://127.0.0.1\\.site.example/",
    "http://127.0.0%2e1/",
    "http://%31%32%37.0.0.1/",
    "http://[::1",
    "http://[127.0.0.1]/\nhttp://[::1]x/",
    "http://site..example/",
    "http://.site.example/",
    "http://-a.example/",
    "http://999.1.1.1/",
    "http://1.2.3.4.5/",
    "http://0x/",
    "http://08.8.8.8/\nhttp://site.example/\x00",
    "http://site.example\t/",
    "http://site.example/a\rb",
    "http://8.8.2056/",
    "http://134744072/\n",
]
UNFIT = [one.strip("\n") for part in UNFIT for one in part.split("\n") if one.strip("\n")]
PUBLIC = ["8.8.8.8", "1.1.1.1", "203.0.114.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2400:3200::1"]


@pytest.fixture
def no_connection(monkeypatch):
    """Fail when anybody connects anywhere."""

    def refuse(*_arguments, **_more):
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("host", PRIVATE)
def test_private_address_is_never_asked_however_it_is_spelt(no_connection, scheme, host):
    found = try_address(f"{scheme}://{host}/", as_usual())

    assert found.status is None and found.reason in {Reason.PRIVATE, Reason.UNFIT}


def test_enough_spellings_are_refused_as_private():
    refused = [host for host in PRIVATE if try_address(f"http://{host}/", as_usual()).reason is Reason.PRIVATE]

    assert len(PRIVATE) >= 70 and set(PRIVATE) - set(refused) <= {"[fe80::1%25eth0]"}


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "localhost.", "ip6-localhost", "a.localhost"])
def test_name_of_this_machine_is_never_asked(no_connection, name):
    found = try_address(f"http://{name}/", as_usual())

    assert found.status is None and found.reason in {Reason.PRIVATE, Reason.NO_NAME}


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1", "8.8.8.8"], ["fe80::1%eth0"], ["::ffff:192.168.0.1"]])
def test_name_with_one_private_address_is_never_asked(no_connection, addresses):
    asking = as_usual(resolve=lambda _host, _seconds: addresses)

    assert try_address("http://innocent.example/", asking) == Tried(None, Reason.PRIVATE)


@pytest.mark.parametrize("address", UNFIT)
def test_unusual_address_is_never_asked(no_connection, address):
    found = try_address(address, as_usual())

    assert found.status is None and found.reason in {Reason.UNFIT, Reason.PRIVATE}
    assert not (found.is_broken and found.reason is Reason.UNFIT)


def test_address_that_is_too_long_is_never_asked(no_connection):
    assert try_address(f"http://site.example/{'a' * 500}", as_usual()) == Tried(None, Reason.UNFIT)


def test_this_machine_is_not_asked_by_the_usual_rules_though_somebody_listens():
    with serving(silent) as server:
        found = try_address(server.origin, as_usual(ports=frozenset({server.port}), resolve=lambda _host, _seconds: ["127.0.0.1"]))

    assert found == Tried(None, Reason.PRIVATE) and server.asked == []


@pytest.mark.parametrize("address", PUBLIC)
def test_public_address_is_for_all(address):
    assert is_for_all(address)


@pytest.mark.parametrize(
    ("address", "named", "path"),
    [
        ("http://Site.Example", "site.example", "/"),
        ("https://site.example:443/a?b=c#d", "site.example", "/a?b=c"),
        ("http://site.example.:8080/", "site.example:8080", "/"),
        ("http://故宫.例子/琉璃厂 ".strip(), "xn--3bt56t.xn--fsqu00a", "/%E7%90%89%E7%92%83%E5%8E%82"),
        ("http://site.example/a%20b/%E4%B8%AD", "site.example", "/a%20b/%E4%B8%AD"),
        ("http://[2606:4700:0:0::1111]:8080/", "[2606:4700::1111]:8080", "/"),
        ("http://a_b.example/", "a_b.example", "/"),
        ("http://8.8.8.8/", "8.8.8.8", "/"),
    ],
)
def test_plain_address_is_asked_as_it_is_written(address, named, path):
    found = target_of(address)

    assert (found.named, found.path) == (named, path)


def test_figures_are_not_looked_up():
    assert resolve("8.8.8.8", 0) == ["8.8.8.8"]


def test_name_that_nobody_has():
    with pytest.raises(NotTried) as refused:
        resolve("no-such-name.invalid", 10)

    assert refused.value.reason in {Reason.NO_NAME, Reason.TIMED_OUT}


def test_resolver_that_hangs_is_left_behind(monkeypatch):
    let_go = threading.Event()

    def hang(*_arguments, **_more):
        let_go.wait(10)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    with pytest.raises(NotTried) as refused:
        resolve("slow.example", 0.1)
    let_go.set()

    assert refused.value.reason is Reason.TIMED_OUT
