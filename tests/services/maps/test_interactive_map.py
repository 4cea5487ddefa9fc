"""The interactive map loads nothing foreign and takes no name for code."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.config import Tiles, tiles
from app.queries.pages import Card
from app.rules.geo import Point
from app.services.maps.folium_map import basemap_geojson, map_script, points_geojson, trail_geojson
from app.services.maps.marker import Marker
from app.services.maps.tiles import sources
from app.services.stations import stations
from app.vocabulary import Family
from tests.services.maps.real import HOSTILE

ROOT = Path(__file__).parents[3]
TIANDITU = tiles({"TILE_PROVIDER": "tianditu", "TILE_KEY": "abc123", "TILE_REVIEW_NUMBER": "GS(2026)1"})
TILES = Tiles("xyz", "https://tiles.example/{z}/{x}/{y}.png", "<b>Tiles</b>", "GS(2026)1")


def script(**changes):
    values = {"element_id": "map", "language": "en", "basemap_url": "/en/basemap.geojson"}
    return map_script(**(values | changes))


def card(slug="a", name="白塔", en="White Dagoba", lat=39.92412345, lon=116.35712345, **more):
    return Card(1, Family.PLACE, slug, None, lat, lon, json.dumps({"name": {"zh": name, "en": en}, "kind": "temple", **more}))


def hosts(text):
    return set(re.findall(r"(?:https?:)?//([\w.-]+\.\w+)", text)) - {"www.w3.org"}


@pytest.mark.parametrize("is_trail", [False, True])
@pytest.mark.parametrize("language", ["zh", "en", "zh-hant"])
def test_script_names_no_foreign_host_and_writes_no_html(language, is_trail):
    text = script(language=language, is_trail=is_trail)

    assert (hosts(text), re.findall(r"\$\{|`|innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|<\w", text)) == (set(), [])


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
@pytest.mark.parametrize("changes", [{}, {"tiles": TILES}, {"is_trail": True}])
def test_script_is_javascript(tmp_path, changes):
    (tmp_path / "map.js").write_text(script(**changes), "utf-8")

    assert subprocess.run(["node", "--check", str(tmp_path / "map.js")], capture_output=True, check=False).returncode == 0


def test_tianditu_has_a_layer_of_names_in_the_language():
    host = "https://t0.tianditu.gov.cn"
    for language, layer in (("zh", "cva"), ("en", "eva"), ("zh-hant", "cva")):
        found = [(source.url.split("?")[0], source.is_ground) for source in sources(TIANDITU, language)]
        assert found == [(f"{host}/vec_w/wmts", True), (f"{host}/{layer}_w/wmts", False)]

    assert sources(TIANDITU, "en")[0].attribution == "天地图 · GS(2026)1"
    assert "LAYER=eva&" in sources(TIANDITU, "en")[1].url


def test_without_a_provider_there_are_no_tiles():
    assert (sources(tiles({}), "zh"), "tileLayer" in script()) == ((), False)


def test_trail_is_a_line_and_numbered_stops():
    points = (Point(39.9, 116.31), Point(39.9, 116.32))
    stops = [Marker(p, "stop", f"S{n}", f"/en/trails/a#stop-{n}", n == 2, number=n, note="Museum") for n, p in enumerate(points, 1)]

    line, first, second = json.loads(trail_geojson(stops))["features"]

    assert line["geometry"] == {"type": "LineString", "coordinates": [[116.31, 39.9], [116.32, 39.9]]}
    assert first["properties"] == {
        "name": "S1", "number": 1, "shape": "stop", "url": "/en/trails/a#stop-1", "approximate": False, "note": "Museum",
    }  # fmt: skip
    assert (second["geometry"]["coordinates"], second["properties"]["approximate"]) == ([116.32, 39.9], True)


def test_trail_of_one_stop_has_no_line():
    stop = Marker(Point(39.9, 116.3), "stop", "S", "#stop-1", number=1)

    assert [feature["geometry"]["type"] for feature in json.loads(trail_geojson([stop]))["features"]] == ["Point"]


def test_points_are_geojson_and_approximate_ones_have_four_decimals():
    found = json.loads(points_geojson([card(approximate=True)], "en", lambda c: f"/en/places/{c.slug}"))

    assert found == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [116.3571, 39.9241]},
                "properties": {
                    "name": "White Dagoba", "kind": "temple", "kind_name": "Temple", "shape": "heritage", "letter": "H",
                    "url": "/en/places/a", "approximate": True,
                },
            }
        ],
    }  # fmt: skip


def test_exact_points_have_five_decimals():
    found = json.loads(points_geojson([card()], "en", lambda c: "/"))

    assert found["features"][0]["geometry"]["coordinates"] == [116.35712, 39.92412]


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


def test_files_of_other_people_have_the_versions_that_setup_fetches():
    named = dict(re.findall(r'"(leaflet[\w.]*)/[\w./]+\?v=([\w.]+)"', (ROOT / "app" / "static" / "js" / "map.js").read_text("utf-8")))

    assert named == json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
