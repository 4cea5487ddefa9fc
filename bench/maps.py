"""`python -m bench.maps`: the map of 200 and of 1,000 places against stock folium markers, in turns, and what it weighs.

Stock is a `folium.Map` with one `Marker` and one `Popup` a place, rendered. Ours is the map page with its list, its
GeoJSON and the script, which folium builds anew each time; drawings and rows are kept by the process as always, and
`first` is without them. Cached is the same asked again of the page cache.
With Chromium it also says when the page is painted on a slow phone, and how long 1,000 places take from the press of
the button. Fails when a bar is missed.
"""

import gc
import gzip
import json
import logging
import re
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from typing import Any

import folium
from flask import Flask
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from app.routes import map_list, map_parts
from app.services.maps import geojson
from app.services.maps.base import base_of
from app.services.maps.folium_map import script_of_plan
from bench.references import asking
from tests.conftest import make_app
from tests.services.maps.real import publish_places

ROUNDS, REPEATS, CACHED_REPEATS = 7, 12, 50
SIZES = (200, 1000)
PATHS = ("/zh/map", "/zh/places.geojson", "/zh/map.js")
PAGES = ("/zh/map", "/en/map", "/zh-hant/map")
LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]
USABLE_MS, LCP_MS = 1000, 1600
PHONE: Any = {"width": 390, "height": 844}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 675_000 / 8}
MAP = re.compile(rb' data-points="[^"]*"|<figure class="map".*?</figure>', re.DOTALL)
"""What a page has for its map alone."""
BARS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "200 places: page, data and script ≤ 0.05 × stock folium markers": lambda row: row["200"]["x_stock"] <= 0.05,
    "200 places, cached: ≤ 0.005 × stock folium markers": lambda row: row["200"]["cached_x_stock"] <= 0.005,
    "200 places: the whole page with its list, drawing and data, in each language, ≤ 10 kB compressed": lambda row: (
        max(row["200"]["page_gzip_bytes"].values()) <= 10_000
    ),
    "200 places: largest paint within 1.6 s on slow 4G with a 4 × slower CPU": lambda row: row["lcp_ms"] is None or row["lcp_ms"] <= LCP_MS,
    "1,000 places: usable within 1 s of the press": lambda row: row["usable_ms"] is None or row["usable_ms"] <= USABLE_MS,
}


def places_of(app: Flask) -> list[tuple[str, float, float, str]]:
    """Give name, point and address of every place, for the stock map."""
    features = json.loads(asking(app, "/zh/places.geojson")())["features"]
    return [(f["properties"]["name"], *reversed(f["geometry"]["coordinates"]), f["properties"]["url"]) for f in features]


def stock(places: list[tuple[str, float, float, str]]) -> str:
    """Give the map of some places as folium makes it by itself."""
    made = folium.Map(location=[39.92, 116.36], zoom_start=13)
    for name, lat, lon, url in places:
        folium.Marker([lat, lon], popup=folium.Popup(f'<a href="{url}">{name}</a>'), tooltip=name).add_to(made)
    return str(made.get_root().render())


KEPT = (map_parts.places_map_in, map_parts.points_in, map_list.arranged, map_list.plain_row, map_list.points_of, geojson.place_text, base_of)
"""What the process keeps of maps, the script aside."""


def total(calls: Sequence[Callable[[], Any]], *, forgetting: Sequence[Any] = (), repeats: int = 1) -> float:
    """Give the CPU seconds of some calls, each time after something that was kept is forgotten, as the mean of several times."""

    def once() -> None:
        for kept in forgetting:
            kept.cache_clear()
        for call in calls:
            call()

    return cpu(once, repeats)


def zipped(body: bytes) -> int:
    """Give the size of an answer in gzip."""
    return len(gzip.compress(body, 6))


def cpu(call: Callable[[], Any], repeats: int = 1) -> float:
    """Give the CPU seconds of one call."""
    began = process_time()
    for _ in range(repeats):
        call()
    return (process_time() - began) / repeats


def measure(fresh: Flask, kept: Flask) -> dict[str, Any]:
    """Give the ratios of each round's medians, and the sizes."""
    places = places_of(fresh)
    ours, cached = [asking(fresh, path) for path in PATHS], [asking(kept, path) for path in PATHS]
    for call in (*ours, *cached):
        call()
    rounds = []
    for _ in range(ROUNDS):
        first = total(ours, forgetting=(script_of_plan, *KEPT))
        base = cpu(lambda: stock(places))
        gc.collect()  # what stock folium leaves behind must not be swept up on our time
        rounds.append((base, total(ours, forgetting=(script_of_plan,), repeats=REPEATS), total(cached, repeats=CACHED_REPEATS), first))
    return {
        "places": len(places),
        "stock_ms": round(statistics.median(base for base, *_ in rounds) * 1000, 1),
        "x_stock": round(statistics.median(new / base for base, new, *_ in rounds), 4),
        "first_x_stock": round(statistics.median(first / base for base, *_, first in rounds), 4),
        "cached_x_stock": round(statistics.median(again / base for base, _, again, _ in rounds), 6),
        "gzip_bytes": {path: zipped(call()) for path, call in zip(PATHS, ours, strict=True)},
        "page_gzip_bytes": {path: zipped(asking(fresh, path)()) for path in PAGES},
        "map_gzip_bytes": zipped(ours[0]()) - zipped(MAP.sub(b"", ours[0]())),
        "stock_gzip_bytes": zipped(stock(places).encode()),
    }


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an application; give its origin."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def usable_ms(app: Flask) -> int | None:
    """Give the milliseconds from the press of the button until the map of an application can be used, the files being loaded anew."""
    path = shutil.which("chromium")
    if path is None:
        return None
    with serving(app) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        times = [opened(browser.new_context(base_url=origin).new_page()) for _ in range(3)]
        browser.close()
    return round(statistics.median(times))


def opened(page: Page) -> float:
    """Give the milliseconds that opening the map takes on a page, by the page's own clock."""
    page.goto("/zh/map")
    return float(
        page.evaluate(
            """() => new Promise(resolve => {
                const began = performance.now();
                document.addEventListener("map-ready", () => requestAnimationFrame(() => resolve(performance.now() - began)));
                document.querySelector("[data-map-open]").click();
            })"""
        )
    )


def lcp_ms(app: Flask) -> int | None:
    """Give the milliseconds until the largest part of the map page is painted, on slow 4G with a four times slower CPU."""
    path = shutil.which("chromium")
    if path is None:
        return None
    with serving(app) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=LAUNCH)
        times = [painted(browser.new_context(base_url=origin, viewport=PHONE).new_page()) for _ in range(3)]
        browser.close()
    return round(statistics.median(times))


def painted(page: Page) -> float:
    """Give when the largest part of the map page is painted in a slow browser, nothing being kept from before."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto("/zh/map", wait_until="networkidle")
    return float(
        page.evaluate(
            """() => new Promise(resolve => new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime))
                .observe({type: "largest-contentful-paint", buffered: true}))"""
        )
    )


def main() -> int:
    """Measure, print, judge."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number in SIZES:
            fresh, kept = make_app(Path(folder) / f"fresh-{number}", PAGE_CACHE="0"), make_app(Path(folder) / f"kept-{number}")
            publish_places(fresh, number)
            found[str(number)] = measure(fresh, kept)
            if number == SIZES[0]:
                found["lcp_ms"] = lcp_ms(kept)
        found["usable_ms"] = usable_ms(fresh)
    print(json.dumps(found, indent=1))
    judged = {name: bar(found) for name, bar in BARS.items()}
    for name, is_met in judged.items():
        print(("met     " if is_met else "MISSED  ") + name)
    return 0 if all(judged.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
