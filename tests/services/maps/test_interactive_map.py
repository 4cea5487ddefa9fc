"""The interactive map loads nothing foreign and takes no name for code."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.config import Tiles
from app.queries.pages import Card
from app.rules.geo import Box, Point
from app.services.maps.folium_map import basemap_geojson, map_script, points_geojson
from app.services.stations import stations
from app.vocabulary import Family
from tests.services.maps.real import HOSTILE

ROOT = Path(__file__).parents[3]
TILES = Tiles("xyz", "https://tiles.example/{z}/{x}/{y}.png", "<b>Tiles</b>", "GS(2026)1")


def script(**changes):
    values = {"element_id": "map", "language": "en", "points_url": "/en/places.geojson?kind=park&interest=free", "basemap_url": "/en/basemap.geojson"}
    return map_script(**(values | changes))


def card(slug="a", name="白塔", en="White Dagoba", lat=39.92412345, lon=116.35712345, **more):
    return Card(1, Family.PLACE, slug, None, lat, lon, json.dumps({"name": {"zh": name, "en": en}, "kind": "temple", **more}))


def hosts(text):
    return set(re.findall(r"(?:https?:)?//([\w.-]+\.\w+)", text)) - {"www.w3.org"}


@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_script_names_no_foreign_host_and_no_template_text(language):
    text = script(language=language)

    assert (hosts(text), "${" in text, "`" in text, "innerHTML" in text, "<" in re.sub(r" < | <= ", "", text)) == (set(), False, False, False, False)


def test_script_names_the_tile_host_only_when_one_is_configured():
    text = script(tiles=TILES)

    assert hosts(text) == {"tiles.example"}
    assert r"\u0026lt;b\u0026gt;Tiles\u0026lt;/b\u0026gt; \u00b7 GS(2026)1" in text


def test_script_is_the_same_each_time_it_is_built():
    from app.services.maps.folium_map import script_of_plan

    first = script()
    script_of_plan.cache_clear()

    assert script() == first


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
@pytest.mark.parametrize("changes", [{}, {"tiles": TILES}, {"bounds": Box(Point(39.9, 116.3), Point(39.95, 116.4))}])
def test_script_is_javascript(tmp_path, changes):
    (tmp_path / "map.js").write_text(script(**changes), "utf-8")

    assert subprocess.run(["node", "--check", str(tmp_path / "map.js")], capture_output=True, check=False).returncode == 0


def test_points_are_geojson_with_five_decimals():
    found = json.loads(points_geojson([card(approximate=True)], "en", lambda c: f"/en/places/{c.slug}"))

    assert found == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [116.35712, 39.92412]},
                "properties": {
                    "name": "White Dagoba", "kind": "temple", "kind_name": "Temple", "shape": "heritage", "letter": "H",
                    "url": "/en/places/a", "approximate": True,
                },
            }
        ],
    }  # fmt: skip


def test_places_without_a_point_are_left_out():
    assert json.loads(points_geojson([card(lat=None, lon=None)], "zh", lambda c: "/"))["features"] == []


def test_hostile_names_come_through_as_they_are():
    found = json.loads(points_geojson([card(name=HOSTILE, en="")], "zh", lambda c: "/"))

    assert found["features"][0]["properties"]["name"] == HOSTILE


def test_basemap_is_geojson_in_the_language():
    named = {language: json.loads(basemap_geojson(language))["features"] for language in ("zh", "en", "zh-hant")}

    assert [features[0]["properties"]["name"] for features in named.values()] == ["西城区", "Xicheng District", "西城區"]
    assert [sum(f["properties"]["kind"] == "metro" for f in features) for features in named.values()] == [len(stations())] * 3
    assert re.findall(r"\.\d{6,}", basemap_geojson("zh")) == []


def test_lock_file_names_no_host_to_download_from():
    lock, package = (json.loads((ROOT / name).read_text("utf-8")) for name in ("package-lock.json", "package.json"))
    wanted = package["dependencies"] | package["devDependencies"]

    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    assert {name: lock["packages"][f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert all(entry.get("integrity") for name, entry in lock["packages"].items() if name)
