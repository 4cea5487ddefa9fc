"""A server that is killed without warning while editors save and publish, and what they were told before."""

import http.client
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from app.config import ROOT

SECRET = "a-secret-for-the-killed-server-0123456789"
START_S, SEARCH_S = 60, 5
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass
class Server:
    """gunicorn with two workers in a process group of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def env(self) -> dict[str, str]:
        """The settings of the server, and of the application that looks at its database."""
        own = {"INSTANCE_DIR": str(self.folder / "instance"), "CONTENT_DIR": str(self.folder / "content"), "SECRET_KEY": SECRET}
        return own | {"PORT": str(self.port), "WEB_WORKERS": "2", "WEB_THREADS": "8"}

    def start(self) -> None:
        """Start it and wait until it answers."""
        env = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "DATABASE_URL"}} | self.env
        with (self.folder / "server.log").open("ab") as log:
            command = [sys.executable, "-m", "gunicorn", "wsgi:app"]
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stderr=log, stdout=log, start_new_session=True)
        for _ in range(START_S * 20):
            try:
                if self.ask("GET", "/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)
        raise AssertionError("the server did not start")

    def workers(self) -> list[int]:
        """The process numbers of its workers."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text("utf-8")
        return [int(number) for number in children.split()]

    def kill_worker(self, rng: random.Random) -> None:
        """Kill one worker; the server starts another."""
        os.kill(rng.choice(self.workers()), signal.SIGKILL)

    def kill(self) -> None:
        """Kill every process of it at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def ask(self, method: str, path: str, form: dict[str, str] | None = None, cookie: str = "") -> tuple[int, str, str]:
        """Ask once; give status, address to go on to, and text. An OSError means that nobody answered to the end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, urlencode(form) if form is not None else None, {"Cookie": cookie} | (FORM if form is not None else {}))
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read().decode()
        except http.client.HTTPException as error:
            raise OSError(str(error)) from error
        finally:
            connection.close()


@dataclass
class Editor:
    """One person at the desk, saving and publishing one page again and again, and noting what was acknowledged."""

    server: Server
    slug: str
    cookie: str
    token: str
    saved: list[str] = field(default_factory=list)
    published: list[int] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    turn: int = 0

    @property
    def place(self) -> str:
        """Where its page is worked on."""
        return f"/admin/pages/places/{self.slug}"

    def post(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        """Send a form as our own page does."""
        return self.server.ask("POST", path, form | {"csrf_token": self.token}, self.cookie)

    def work(self, stopped: threading.Event) -> None:
        """Save and publish until told to stop; an answer that never came counts for nothing."""
        while not stopped.is_set():
            try:
                self.save_and_publish()
            except OSError:
                time.sleep(0.02)

    def save_and_publish(self) -> None:
        """Save one of the two first texts as the newest draft, with a mark, and publish it."""
        self.turn += 1
        path, mark = f"{self.place}/history/{1 + self.turn % 2}/restore", f"mark-{self.slug}-{self.turn}"
        seen = re.search(r'name="seen" value="(\d+)"', self.server.ask("GET", path, cookie=self.cookie)[2])
        if seen is None:
            self.troubles.append("no form")
            return
        status, onward, _text = self.post(path, {"seen": seen[1], "why": mark})
        if status != 303:
            self.troubles += [] if status in {409, 502, 503} else [f"save: {status}"]
            return
        self.saved.append(mark)
        status, _onward, text = self.post(f"{onward}/publish", {"when": "now"})
        if status == 303:
            self.published.append(int(onward.rpartition("/")[2]))
        elif status not in {502, 503}:
            said = re.search(r'id="trouble">([^<]*)', text)
            self.troubles.append(f"publish: {status} {said[1] if said else ''}")

    def is_found(self, words: str) -> bool:
        """Whether the public search finds the page by the words of its live name."""
        return f"/en/places/{self.slug}" in self.server.ask("GET", f"/en/search?q={quote(words)}")[2]

    def is_found_in_time(self, words: str) -> bool:
        """Whether it does so within five seconds."""
        end = time.monotonic() + SEARCH_S
        while time.monotonic() < end:
            if self.is_found(words):
                return True
            time.sleep(0.1)
        return False
