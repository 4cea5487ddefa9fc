"""The interactive map opens over the drawn one; its markers are shapes, its words text, its signs reached by keyboard."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.conftest import HOSTILE_NAME

pytestmark = pytest.mark.browser

SIGN = ".leaflet-container .leaflet-marker-icon[tabindex]"
POPUP_LINK = ".leaflet-popup-content a[href]"


def open_map(page: Page) -> None:
    page.locator("[data-map-open]").click()
    page.locator("[data-map-open]").wait_for(state="hidden")
    page.locator(SIGN).first.wait_for()


def marker(page: Page, title: str) -> Locator:
    """Open clusters until the marker with a title stands by itself."""
    found = page.locator(f'.leaflet-marker-icon[title^="{title}"]')
    for _ in range(8):
        if found.count():
            return found
        page.locator(SIGN + ":not([title])").first.press("Enter")
        page.wait_for_timeout(400)
    raise AssertionError(f"no marker says {title}")


def test_map_opens_and_the_picture_gives_way(visit):
    page = visit("/en/map")

    open_map(page)

    assert not page.locator(".map-picture").is_visible()
    assert page.locator("[data-map-status]").text_content() == "The interactive map is open."
    assert "OpenStreetMap" in page.locator(".leaflet-control-attribution").text_content()


def test_markers_of_several_kinds_have_several_shapes(visit):
    page = visit("/en/map?neighbourhood=shichahai")
    open_map(page)

    shapes = page.eval_on_selector_all(".leaflet-marker-icon[title] path", "paths => [...new Set(paths.map(path => path.getAttribute('d')))]")

    assert len(shapes) > 1


def test_popup_leads_to_the_page(visit):
    page = visit("/en/map?kind=old_brand&neighbourhood=chunshu")
    open_map(page)

    marker(page, "Rongbaozhai").press("Enter")

    assert page.locator(POPUP_LINK).text_content() == "Rongbaozhai"
    assert page.locator(POPUP_LINK).get_attribute("href") == "/en/places/rongbaozhai"


def test_keyboard_reaches_a_marker_and_opens_its_popup(visit):
    page = visit("/en/map?kind=quarter&neighbourhood=tianqiao")
    open_map(page)
    marker(page, "<img")
    page.locator(".leaflet-container").focus()

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.leaflet-marker-icon[title]')"):
            break
    page.keyboard.press("Enter")

    page.locator(POPUP_LINK).wait_for()


def test_hostile_name_is_shown_as_text(visit):
    page = visit("/zh/map?kind=quarter&neighbourhood=tianqiao")
    open_map(page)

    marker(page, "<img").press("Enter")

    assert page.locator(POPUP_LINK).text_content() == HOSTILE_NAME
    assert page.locator("img[src=x]").count() == 0


def test_map_that_cannot_load_keeps_its_picture_and_says_so(visit):
    page = visit("/en/map")
    page.route("**/basemap.geojson*", lambda route: route.fulfill(status=200, content_type="application/geo+json", body="{"))

    page.locator("[data-map-open]").click()
    page.get_by_text("could not be loaded").wait_for()

    assert page.locator(".map-picture svg").is_visible()


def test_list_and_map_have_the_same_places(visit):
    page = visit("/en/map?neighbourhood=dashilar")
    open_map(page)

    counts = [int(text) for text in page.locator(".pin.is-count text").all_text_contents()]

    assert sum(counts) + page.locator(".pin[title]").count() == placed(page) > 10


def test_kinds_can_be_hidden_and_say_how_many_they_are(visit):
    page = visit("/en/map?neighbourhood=dashilar")
    open_map(page)
    page.locator(".leaflet-control-layers-toggle").press("Enter")
    labels = page.locator(".leaflet-control-layers-overlays label").all_text_contents()
    shown = len(labels)

    page.locator(".leaflet-control-layers-overlays input").first.press("Space")
    page.wait_for_url("**&layers=*")

    assert sum(int(re.search(r"\((\d+)\)", label).group(1)) for label in labels) == placed(page)
    assert len(page.url.split("&layers=")[1].split(",")) == shown - 1


def view_of(page: Page) -> tuple[str, int, list[bool]]:
    """Where a map stands, how many signs it shows, and which of its kinds."""
    page.locator(".leaflet-control-layers-toggle").press("Enter")
    boxes = page.locator(".leaflet-control-layers-overlays input")
    return page.evaluate("location.hash"), page.locator(SIGN).count(), [box.is_checked() for box in boxes.all()]


def test_shared_link_shows_the_same_map(visit):
    page = visit("/en/map?kind=museum")
    open_map(page)
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_url(re.compile("#map=13"))
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(800)
    first = view_of(page)

    other = visit(page.url.removeprefix(page.evaluate("location.origin")))
    other.locator(SIGN).first.wait_for()
    other.wait_for_timeout(800)

    assert view_of(other) == first
    assert re.fullmatch(r"#map=[\d.]+/39\.\d{5}/116\.\d{5}", first[0])


def test_link_with_kinds_shows_only_these(visit):
    page = visit("/en/map#map=15/39.89500/116.39000&layers=shop")
    page.locator(SIGN).first.wait_for()

    shapes = page.eval_on_selector_all(".pin.mk", "pins => [...new Set(pins.map(pin => pin.className.match(/is-(shop|count|\\w+)/)[1]))].sort()")

    assert shapes == ["count", "shop"]


@pytest.mark.parametrize("fragment", ["15/116.37/39.9", "15/48.85/2.35", "99/39.9/116.37", "15/39.9", "<img src=x onerror=broken()>"])
def test_link_to_nowhere_shows_the_whole_map_and_says_so(visit, fragment):
    page = visit(f"/en/map#map={fragment}")
    page.locator(SIGN).first.wait_for()

    page.get_by_text("The position in the link lies outside the district; the whole map is shown.").wait_for()

    assert re.fullmatch(r"#map=12[.\d]*/39\.9\d+/116\.3\d+", page.evaluate("location.hash"))


NAME = "link => link.textContent.slice(0, -link.querySelector('small').textContent.length).trim()"


def placed(page: Page) -> int:
    """How many places of the list have a position."""
    return len([step for step in (page.locator("#list").get_attribute("data-points") or "").split(",") if step])


def lit(page: Page) -> list[str]:
    """The names of what is lit, in the list and on the map."""
    names = page.locator("li.is-lit > a").evaluate_all("links => links.map(NAME)".replace("NAME", NAME))
    return names + page.locator(".pin.is-lit").evaluate_all("pins => pins.map(pin => pin.title || pin.querySelector('text').textContent)")


def test_pointing_at_the_list_lights_the_open_map_and_back(visit):
    page = visit("/en/map?kind=quarter&neighbourhood=tianqiao", size={"width": 1280, "height": 900})
    open_map(page)
    pin = marker(page, "<img")
    name = pin.get_attribute("title")

    page.locator("#list li", has_text=name).locator("a").focus()
    assert lit(page) == [name, name]

    page.locator("h1").hover()
    page.locator("h1").click()
    pin.focus()
    assert lit(page) == [name, name]

    page.locator("#list li").first.hover()
    assert lit(page)[0] == page.locator("#list li > a").first.evaluate(NAME)


def test_pointing_at_the_list_lights_the_count_it_is_in(visit):
    page = visit("/en/map?neighbourhood=dashilar", size={"width": 1280, "height": 900})
    open_map(page)

    page.locator("#list .map-rows > li > a").first.focus()

    assert len(lit(page)) == 2


def test_pointing_lights_the_drawn_map_too(visit):
    page = visit("/en/map", size={"width": 1280, "height": 900})

    for number in (0, 40, 90):
        page.locator("#list .map-rows > li > a").nth(number).focus()
        assert (page.locator("li.is-lit").count(), page.locator("svg a.mk.is-lit").count()) == (1, 1)

    page.locator('svg.district a[href$="#desheng"]').focus()
    assert page.locator("li.is-lit").count() == page.locator("#desheng .map-rows > li").count() > 3

    few = visit("/en/map?kind=museum", size={"width": 1280, "height": 900})
    few.locator("svg.district a.mk:not(.count)").first.focus()
    assert few.locator("li.is-lit a").get_attribute("href") == few.locator("svg a.mk.is-lit").get_attribute("href")


def test_legend_of_a_full_district_comes_with_the_open_map(visit):
    page = visit("/en/map")
    assert page.locator(".map-legend").count() == 0

    open_map(page)

    kinds = [re.sub(r" \(\d+\)", "", text).strip() for text in page.locator(".leaflet-control-layers-overlays label").all_text_contents()]
    assert page.locator(".map-legend li").evaluate_all("items => items.map(item => item.lastChild.textContent)") == kinds


def test_trail_opens_with_its_line_and_numbered_stops_in_step_with_the_list(visit):
    page = visit("/en/trails/liulichang-scholars-street", size={"width": 1280, "height": 900})
    open_map(page)

    assert page.locator(".pin text").all_text_contents() == [str(number) for number in range(1, 9)]
    assert page.locator("path.way").count() == 1

    page.locator(".pin").nth(2).focus()
    assert page.locator("#stop-3.is-lit").count() == 1
    page.keyboard.press("Enter")
    assert page.locator(POPUP_LINK).get_attribute("href") == "#stop-3"


def test_place_opens_among_its_surroundings(visit):
    page = visit("/en/places/rongbaozhai")
    open_map(page)

    assert page.locator(".pin.is-chosen").get_attribute("title") == "Rongbaozhai"


def test_neighbourhood_opens(visit):
    page = visit("/en/neighbourhoods/tianqiao")

    open_map(page)

    assert page.locator(SIGN).count() > 3


def test_keyboard_reaches_every_sign(visit):
    page = visit("/en/trails/liulichang-scholars-street")
    open_map(page)
    page.locator(".leaflet-container").focus()
    reached = []

    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))

    labels = page.locator(".pin").evaluate_all("pins => pins.map(pin => pin.getAttribute('aria-label'))")
    assert [label for label in labels if label not in reached] == []


HOSTILE = [
    '"><img src=x onerror=broken()>',
    "<script>broken()</script>",
    "${broken()}{{broken()}}",
    "javascript:broken()",
    "__proto__",
    "</svg><style>*{}</style>",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("path", ["places/rongbaozhai", "trails/liulichang-scholars-street"])
def test_data_hostile_in_every_field_is_shown_as_text(visit, path, hostile):
    page = visit(f"/en/{path}")
    words = ("name", "kind", "kind_name", "note", "shape", "letter", "url")
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [116.38, 39.9]}, "properties": dict.fromkeys(words, hostile)}
    body = json.dumps({"type": "FeatureCollection", "features": [point]})
    page.route(re.compile(r"places\.geojson|/map/trails/"), lambda route: route.fulfill(status=200, content_type="application/geo+json", body=body))
    page.locator("[data-map-open]").click()
    page.locator(".pin").first.wait_for()

    page.locator(".pin").first.press("Enter")

    assert page.locator(".map-popup-name").text_content() == hostile
    assert page.locator(".map-popup-name[href]").count() == 0
    assert hostile in page.locator(".leaflet-popup-content").text_content()
    assert page.locator(".map-live :is(script, style, img:not(.leaflet-tile))").count() == 0


NAMES = """() => [...document.querySelectorAll('.map-live .ground-name:not(.is-out) span')]
    .map(name => name.getBoundingClientRect()).filter(box => box.width).map(box => [box.left, box.top, box.right, box.bottom])"""


@pytest.mark.parametrize("zoom", [13.5, 14.5, 15.5, 16.5])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_names_of_the_ground_lie_on_no_other_name(visit, language, zoom):
    page = visit(f"/{language}/map#map={zoom}/39.92500/116.37500", size={"width": 1280, "height": 900})
    page.locator(SIGN).first.wait_for()
    page.wait_for_timeout(1000)

    boxes = page.evaluate(NAMES)

    assert len(boxes) >= 2
    assert [(a, b) for n, a in enumerate(boxes) for b in boxes[:n] if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]] == []


def test_a_thousand_places_are_all_on_the_map(visit):
    page = visit("/en/neighbourhoods/tianqiao")
    properties = [{"name": f"Place {n}", "kind_name": "Park", "shape": "park", "letter": "P", "url": f"/en/places/p{n}"} for n in range(1000)]
    at = [[116.33 + n % 40 * 0.0015, 39.88 + n // 40 * 0.003] for n in range(1000)]
    points = [{"type": "Feature", "geometry": {"type": "Point", "coordinates": at[n]}, "properties": properties[n]} for n in range(1000)]
    body = json.dumps({"type": "FeatureCollection", "features": points})
    page.route("**/places.geojson*", lambda route: route.fulfill(status=200, content_type="application/geo+json", body=body))

    open_map(page)
    page.locator(".leaflet-control-layers-toggle").press("Enter")

    assert page.locator(".leaflet-control-layers-overlays label").all_text_contents() == [" Park (1000)"]
    assert sum(int(text) for text in page.locator(".pin.is-count text").all_text_contents()) + page.locator(".pin[title]").count() > 200


def test_paper_shows_the_picture_of_an_open_map(visit):
    page = visit("/en/map")
    open_map(page)

    page.emulate_media(media="print")

    assert (page.locator(".map-picture svg").is_visible(), page.locator(".map-live").is_visible()) == (True, False)


class Stranger(BaseHTTPRequestHandler):
    """Another site, with a field of its own and our map in a frame."""

    def do_GET(self) -> None:
        """Answer with the page that the server was given."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.server.page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def stranger() -> Iterator[ThreadingHTTPServer]:
    """Another site; set its `page`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stranger)
    threading.Thread(target=server.serve_forever).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "what", ["everything", "trails/liulichang-scholars-street", "places/rongbaozhai", "neighbourhoods/tianqiao", "places/nowhere"]
)
def test_another_site_frames_a_map_and_keeps_its_focus(chromium, site, stranger, what):
    stranger.page = f'<!doctype html><input id="own"><iframe title="map" width="600" height="560" src="{site}/embed/map/{what}?lang=en"></iframe>'
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"http://localhost:{stranger.server_port}/", wait_until="commit")
    page.locator("#own").focus()

    framed = page.frame_locator("iframe")
    framed.locator(SIGN).first.wait_for() if "nowhere" not in what else framed.get_by_text("There is no map “places/nowhere” to embed.").wait_for()

    assert page.evaluate("document.activeElement.id") == "own"
    assert (framed.locator(".leaflet-control-locate").count(), context.cookies()) == (0, [])
    context.close()
