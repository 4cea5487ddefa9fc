"""An index that is missing, damaged or old: the database answers with a notice in the reader's language while it is made anew."""

import os
import shutil
from dataclasses import replace

import pytest

from app.services.search import keeping
from app.services.search.state import FILE, read_state, write_state

NOTICE = {"en": "The search index is being rebuilt", "zh": "搜索索引正在重建", "zh-hant": "搜索索引正在重建"}
HARMS = ("missing", "truncated", "flipped", "half", "old schema", "no state")


@pytest.fixture
def halls(make_place, monkeypatch):
    """Two public places on a site that is too large to be indexed within a request."""
    make_place("abbey", name={"zh": "白云观", "en": "White Cloud Abbey"})
    make_place("pagoda", name={"zh": "白塔", "en": "White Pagoda"})
    monkeypatch.setattr(keeping, "PAGES_IN_REQUEST", 1)


def harm(index, how):
    """Do some harm to an index, as a full disk, a bad one or an older release may."""
    state = read_state(index.root)
    segment = next((index.root / state.folder).glob("*.seg"))
    if how == "missing":
        shutil.rmtree(index.root)
    elif how == "truncated":
        os.truncate(segment, segment.stat().st_size // 2)
    elif how == "flipped":
        content = bytearray(segment.read_bytes())
        content[len(content) // 3] ^= 1
        segment.write_bytes(content)
    elif how == "half":
        segment.unlink()
    elif how == "old schema":
        write_state(index.root, replace(state, schema="older"))
    else:
        (index.root / FILE).write_text("{", "utf-8")


def results(client, lang):
    """Give what a visitor finds, and whether the notice stands there."""
    html = client.get(f"/{lang}/search?q=%E7%99%BD").text
    return sorted(slug for slug in ("abbey", "pagoda") if f"/{lang}/places/{slug}" in html), NOTICE[lang] in html


@pytest.mark.parametrize("lang", NOTICE)
@pytest.mark.parametrize("how", HARMS)
def test_harm_is_noticed_and_mended_in_the_background(how, lang, app, client, halls):
    index = app.extensions["search"]
    with app.app_context():
        client.get("/en/search?q=x")
        if index._background:
            index._background.join(timeout=20)
    harm(index, how)

    during = results(client, lang)
    index._background.join(timeout=20)
    after = results(client, lang)

    assert (during, after) == ((["abbey", "pagoda"], True), (["abbey", "pagoda"], False))
    assert index.state() == "ok"
