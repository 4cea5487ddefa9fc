"""What every page must keep, checked by the test client on each HTML answer."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

FOREIGN = re.compile(
    r"""<(?:script|img|link|iframe|source|audio|video)\b[^>]*\b(?:src|href)\s*=\s*["'](?:https?:)?//(?!127\.0\.0\.1)([^"'/]+)""", re.IGNORECASE
)
ALLOWED_LINKS = ("canonical", "alternate")
CHINESE = re.compile("[\u4e00-\u9fff]")


class Outline(HTMLParser):
    """The parts of a page that the guards look at."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.counts: dict[str, int] = {}
        self.labels: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.inline: list[str] = []
        self.styles: list[str] = []
        self.headings: list[int] = []
        self.title = ""
        self._in_title = False
        self._langs: list[tuple[str, str]] = []
        self.unmarked_chinese: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag == "html":
            self.lang = values.get("lang") or ""
        if tag == "label" and values.get("for"):
            self.labels.add(str(values["for"]))
        if tag in {"input", "select", "textarea"} and values.get("type") not in {"hidden", "submit"}:
            self.inputs.append(values)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self._in_title = tag == "title" and not self._langs_in_svg()
        if tag == "style":
            self.styles.append("")
        if "style" in values or any(name.startswith("on") for name in values):
            self.inline.append(tag)
        if tag == "script" and not values.get("src") and values.get("type") != "application/ld+json":
            self.inline.append(tag)
        if tag not in {"br", "img", "input", "meta", "link", "hr", "use", "source"}:
            self._langs.append((tag, values.get("lang") or (self._langs[-1][1] if self._langs else "")))

    def _langs_in_svg(self) -> bool:
        return any(tag == "svg" for tag, _ in self._langs)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        while self._langs:
            name, _ = self._langs.pop()
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data
        if self._langs and self._langs[-1][0] == "style":
            self.styles[-1] += data
        inside = {name for name, _ in self._langs}
        lang = self._langs[-1][1] if self._langs else ""
        if lang == "en" and CHINESE.search(data) and not inside & {"script", "title", "style", "svg", "textarea"}:
            self.unmarked_chinese.append(data.strip()[:40])


def hash_of(style: str) -> str:
    """Give the source by which a content policy allows exactly one style."""
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


def check_page(text: str, path: str, policy: str = "") -> None:
    """Fail when a page breaks one of the rules of every page; a style may stand in it only if its policy names its hash."""
    page = Outline()
    page.feed(text)
    assert page.counts.get("h1") == 1, f"{path}: needs exactly one h1"
    assert page.headings[0] == 1, f"{path}: the first heading must be the h1"
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), (
        f"{path}: a heading level is skipped: {page.headings}"
    )
    assert page.title.strip(), f"{path}: needs a title"
    wanted = {"en": "en", "zh-hant": "zh-Hant"}.get(path.lstrip("/").split("/")[0].split("?")[0], "zh-Hans")
    # The desk speaks the language of the person signed in, whatever its address.
    spoken = {"zh-Hans", "en"} if path.startswith("/admin") else {wanted}
    # A preview is a public page at an address of the desk.
    spoken |= {"zh-Hant"} if path.startswith("/admin/preview/") else set()
    assert page.lang in spoken, f"{path}: lang is {page.lang}"
    unlabelled = [values for values in page.inputs if values.get("id") not in page.labels and not values.get("aria-label")]
    assert not unlabelled, f"{path}: inputs without a label: {unlabelled}"
    assert len(page.ids) == len(set(page.ids)), f"{path}: an id stands twice: {sorted(i for i in page.ids if page.ids.count(i) > 1)}"
    page.inline += ["style" for style in page.styles if hash_of(style) not in policy]
    assert not page.inline, f"{path}: inline script or style in {page.inline}"
    assert not page.unmarked_chinese, f"{path}: Chinese not marked as such: {page.unmarked_chinese[:5]}"
    foreign = [match.group(0) for match in FOREIGN.finditer(text) if not any(f'rel="{rel}"' in match.group(0) for rel in ALLOWED_LINKS)]
    assert not foreign, f"{path}: loads from another host: {foreign}"
    assert "{{" not in text and "{%" not in text, f"{path}: unrendered template"


class GuardedClient(FlaskClient):
    """A test client that checks every HTML page it is given."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 308} and response.request.method == "GET":
            assert "Content-Security-Policy" in response.headers, "a page without a content policy"
            check_page(response.text, response.request.path, response.headers["Content-Security-Policy"])
            assert response.headers["Content-Type"].endswith("charset=utf-8")
        return response
