"""The manual: both languages have the same parts, every screen leads to its own, and every picture is there."""

import re

import pytest

from app.config import ROOT
from app.routes.admin import manual

SCREENS = {
    "/admin/": "desk",
    "/admin/pages": "pages",
    "/admin/new": "form",
    "/admin/account": "sign-in",
    "/admin/waiting": "review",
    "/admin/urgent": "urgent",
    "/admin/people": "people",
}


def test_both_languages_have_the_same_parts_with_the_same_pictures():
    zh, en = (manual.manual(language)[2] for language in ("zh", "en"))

    assert [part.id for part in zh] == [part.id for part in en] == list(manual.PARTS)
    assert [part.picture.replace(".zh.", ".en.") for part in zh] == [part.picture for part in en]
    assert all(part.shows for part in (*zh, *en) if part.picture)


def test_every_picture_is_there_and_none_too_many(app):
    named = {part.picture for language in ("zh", "en") for part in manual.manual(language)[2] if part.picture}

    assert named == {path.name for path in (ROOT / "docs" / "editing").iterdir()}


@pytest.mark.parametrize(("screen", "part"), SCREENS.items())
def test_a_screen_leads_to_its_part(admin, screen, part):
    assert f'href="/admin/manual#{part}"' in admin.get(screen).text


def test_every_part_of_the_desk_leads_somewhere(app):
    blueprints = {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules() if rule.rule.startswith("/admin")}

    assert blueprints - {"admin_manual"} == set(manual.PART_OF)
    assert set(manual.PART_OF.values()) <= set(manual.PARTS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_manual_is_shown_with_its_pictures(admin, language, app):
    html = admin.get("/admin/manual").text

    pictures = re.findall(r'src="(/admin/manual/[^"]+)"', html)
    assert len(pictures) == 8 and all(admin.get(picture).mimetype == "image/png" for picture in pictures)
    assert all(f'id="{part}"' in html for part in manual.PARTS)


@pytest.mark.parametrize("name", ["x.png", "..%2F..%2FREADME.md", "home.fr.png", "nothing.zh.png"])
def test_nothing_else_is_served_as_a_picture(admin, name):
    assert admin.get(f"/admin/manual/{name}").status_code == 404
