"""Our own folium map and layers: each gives only script, and nothing of another host.

Stock folium brings ten files from foreign hosts, inline script, and popups made of HTML. These classes keep its model
(a map with layers, rendered by templates) and drop the rest: values enter the script as JSON, words as text content.
"""

import folium  # slow import: this module is imported only where a map script is made
from branca.element import MacroElement
from jinja2 import Environment

SCRIPTS = Environment(autoescape=False)  # noqa: S701  (the templates make JavaScript, and every value passes `tojson`)


class GuideMap(folium.Map):
    """A map in an element of the page, held to the district."""

    _template = SCRIPTS.from_string(
        """{% macro script(this, kwargs) %}
const map = L.map(document.getElementById({{ this.element_id|tojson }}), {
  center: {{ this.location|tojson }}, zoom: {{ this.zoom|tojson }}, minZoom: 11, maxZoom: 18, zoomControl: true, keyboard: true
});
map.attributionControl.setPrefix(false);
map.attributionControl.addAttribution(words.attribution);
{% if this.bounds %}map.fitBounds({{ this.bounds|tojson }}, {maxZoom: 16, padding: [24, 24]});{% endif %}
{% endmacro %}"""
    )

    def __init__(self, element_id: str, location: list[float], zoom: int, bounds: list[list[float]] | None) -> None:
        super().__init__(location=location, zoom_start=zoom, tiles=None)
        self.element_id, self.zoom, self.bounds = element_id, zoom, bounds
        self._children.clear()


class BaseLayer(MacroElement):
    """The schematic base map as a vector layer, read from its address."""

    _template = SCRIPTS.from_string(
        """{% macro script(this, kwargs) %}
const base = L.geoJSON(null, {
  interactive: false,
  style: (feature) => ({className: "base-" + feature.properties.kind, weight: feature.properties.kind === "ring_road" ? 8 : 5}),
  onEachFeature: (feature, layer) => {
    if (feature.properties.kind === "lake") {
      layer.bindTooltip(plain(feature.properties.name), {permanent: true, direction: "center", className: "base-name"});
    }
  }
}).addTo(map);
ready.push(read({{ this.url|tojson }}).then((data) => { base.addData(data); }));
{% endmacro %}"""
    )

    def __init__(self, url: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is half typed
        self.url = url


class PointsLayer(MacroElement):
    """The points of places, read from their address: one layer and cluster for all, switched by kind."""

    _template = SCRIPTS.from_string(
        """{% macro script(this, kwargs) %}
const cluster = L.markerClusterGroup({
  showCoverageOnHover: false, maxClusterRadius: 44, animate: false,
  iconCreateFunction: (group) => L.divIcon({className: "sign-count", html: plain(String(group.getChildCount())), iconSize: [34, 34]})
}).addTo(map);
const kinds = new Map();
const control = L.control.layers(null, null, {collapsed: true}).addTo(map);
const marker = (feature) => {
  const facts = feature.properties, [lon, lat] = feature.geometry.coordinates;
  const sign = plain(facts.letter);
  sign.className = "sign sign-" + facts.shape + (facts.approximate ? " is-approximate" : "");
  const icon = L.divIcon({className: "sign-box", html: sign, iconSize: [44, 44]});
  const pin = L.marker([lat, lon], {icon, title: facts.name, alt: facts.name, keyboard: true});
  pin.bindPopup(() => {
    const box = document.createElement("div"), link = document.createElement("a"), kind = plain(facts.kind);
    link.href = facts.url;
    link.textContent = facts.name;
    kind.className = "meta";
    box.append(link, kind);
    return box;
  });
  return pin;
};
const Kind = L.Layer.extend({
  initialize: function (pins) { this.pins = pins; },
  onAdd: function () { cluster.addLayers(this.pins); },
  onRemove: function () { cluster.removeLayers(this.pins); }
});
ready.push(read({{ this.url|tojson }}).then((data) => {
  for (const feature of data.features) {
    const shape = feature.properties.shape;
    if (!kinds.has(shape)) { kinds.set(shape, []); }
    kinds.get(shape).push(marker(feature));
  }
  const names = {{ this.shapes|tojson }};
  for (const [shape, pins] of kinds) {
    control.addOverlay(new Kind(pins).addTo(map), names[shape] + " (" + pins.length + ")");
  }
}));
{% endmacro %}"""
    )

    def __init__(self, url: str, shapes: dict[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is half typed
        self.url, self.shapes = url, shapes


class TileLayer(MacroElement):
    """Tiles of a configured provider, with its attribution and review number; the base map stays when they fail."""

    _template = SCRIPTS.from_string(
        """{% macro script(this, kwargs) %}
L.tileLayer({{ this.url|tojson }}, {attribution: plain({{ this.attribution|tojson }}).innerHTML, maxZoom: 18}).addTo(map);
{% endmacro %}"""
    )

    def __init__(self, url: str, attribution: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is half typed
        self.url, self.attribution = url, attribution


class Controls(MacroElement):
    """The buttons: where am I, full screen, scale."""

    _template = SCRIPTS.from_string(
        """{% macro script(this, kwargs) %}
L.control.scale({imperial: false}).addTo(map);
L.control.locate({strings: {title: words.locate}, setView: "untilPan", flyTo: false, showPopup: false}).addTo(map);
L.control.fullscreen({title: words.fullscreen, titleCancel: words.leave, forceSeparateButton: true}).addTo(map);
{% endmacro %}"""
    )
