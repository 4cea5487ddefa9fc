"""The guide served for real, one Chromium, and visitors who notice errors and strangers."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from app.config import ROOT
from app.services.exporting import export_content
from app.vocabulary import Family
from tests.factories import document

PHONE, SMALL, DESK = {"width": 390, "height": 844}, {"width": 320, "height": 640}, {"width": 1280, "height": 900}
HOSTILE_SLUG, HOSTILE_NAME = "hostile-name", "<img src=x onerror=broken()>西单"
LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]
START_S = 60


@dataclass(frozen=True)
class Served:
    """A guide that is served: its origin, and the environment of its commands."""

    origin: str
    env: dict[str, str]

    def flask(self, *words: str, typed: str = "") -> None:
        """Run one of its commands."""
        subprocess.run([sys.executable, "-m", "flask", *words], cwd=ROOT, env=self.env, check=True, stdout=subprocess.DEVNULL, input=typed.encode())


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The real content and one place with a hostile name, served by gunicorn."""
    folder = tmp_path_factory.mktemp("site")
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    hostile = document(Family.PLACE, name={"zh": HOSTILE_NAME, "en": HOSTILE_NAME.removesuffix("西单") + "Xidan"}, kind="quarter")
    export_content([(Family.PLACE, HOSTILE_SLUG, hostile)], content)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "INSTANCE_DIR": str(folder / "instance"),
        "CONTENT_DIR": str(content),
        "PORT": str(port),
        "TIMED_WORK": "0",
        "WEB_WORKERS": "1",
        "DESK_TWO_STEP": "off",
    }
    env = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "DATABASE_URL"}} | settings | {"FLASK_APP": "wsgi.py"}
    subprocess.run([sys.executable, "-m", "flask", "setup"], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    log = folder / "server.log"
    with log.open("wb") as said, subprocess.Popen([sys.executable, "-m", "gunicorn", "wsgi:app"], cwd=ROOT, env=env, stderr=said) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz", server)
            yield Served(f"http://127.0.0.1:{port}", env)
            assert server.poll() is None, f"the server ended early:\n{log.read_text('utf-8')}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


@pytest.fixture(scope="session")
def site(served: Served) -> str:
    """The origin of the guide."""
    return served.origin


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Return when an address answers; fail when its server ends or takes too long."""
    for _ in range(START_S * 10):
        assert server.poll() is None, "the server did not start"
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer in {START_S} s")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = shutil.which("chromium") or "/usr/bin/chromium"
    assert Path(path).exists(), "the browser tests need Chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a page as a new visitor: `visit("/en/map", dark=True)`; errors and requests to other hosts fail the test."""
    contexts, faults = [], []

    def note_message(message: ConsoleMessage) -> None:
        asked = message.location.get("url", "")
        if message.type == "error" and not (urlsplit(asked).path.endswith("/no-such-page") and "404" in message.text):
            faults.append(f"console: {message.text} ({asked})")

    def note_request(request: Request) -> None:
        if not request.url.startswith((site + "/", "data:")):
            faults.append(f"asks another host: {request.url}")

    def open_page(path: str, *, size: dict[str, int] = PHONE, dark: bool = False, care: bool = False, script: bool = True, state: Any = None) -> Page:
        look = "dark" if dark else "light"
        context = chromium.new_context(
            base_url=site, viewport=size, color_scheme=look, java_script_enabled=script, reduced_motion="reduce", storage_state=state
        )
        contexts.append(context)
        if care:
            context.add_cookies([{"name": "care", "value": "1", "url": site}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", note_message)
        page.on("pageerror", lambda error: faults.append(f"error: {error}"))
        page.on("request", note_request)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="session")
def signed_in(served: Served, chromium: Browser) -> Callable[..., Any]:
    """The cookies of a person of the desk with a role and a language, signed in through the form; each is made once."""
    known: dict[tuple[str, str], Any] = {}

    def cookies(role: str, language: str = "en") -> Any:
        if (role, language) not in known:
            email, password = f"{role}-{language}@example.org", "a quiet lane in autumn"
            served.flask("users", "create", email, "--name", f"{role.title()} {language}", "--role", role, "--language", language, typed=password)
            context = chromium.new_context(base_url=served.origin)
            page = context.new_page()
            page.goto("/admin/")
            page.fill("[name=email]", email)
            page.fill("[name=password]", password)
            page.locator("main button[type=submit]").first.click()
            page.wait_for_url("**/admin/")
            known[role, language] = context.storage_state()
            context.close()
        return known[role, language]

    return cookies
