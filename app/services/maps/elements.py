"""Our own folium elements: they load nothing from elsewhere, write no style, and show names as text only.

Importing this module imports folium, which is slow: `folium_map` imports it where a script is made.
"""

from typing import cast

import folium
from branca.element import Figure
from folium.template import Template


class GuideMap(folium.Map):
    """The map itself, in an element that is already on the page."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var words = {{ this.words|tojson }};
var element = document.getElementById({{ this.element_id|tojson }});
var loading = [];
var {{ this.get_name() }} = L.map(element, {zoomControl: false, minZoom: 11, maxZoom: 18, zoomSnap: 0.5});
{{ this.get_name() }}.attributionControl.setPrefix(false).addAttribution(words.credit).addAttribution(words.schematic);
L.control.zoom({zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out}).addTo({{ this.get_name() }});
L.control.scale({imperial: false}).addTo({{ this.get_name() }});
{{ this.get_name() }}.on("zoomend", function () {
  element.classList.toggle("is-far", {{ this.get_name() }}.getZoom() < 14.5);
  element.classList.toggle("is-wide", {{ this.get_name() }}.getZoom() < 13.5);
});
{{ this.get_name() }}.createPane("groundNames");
{{ this.get_name() }}.fitBounds({{ this.bounds|tojson }});
new ResizeObserver(function () { {{ this.get_name() }}.invalidateSize(); }).observe(element);
function load(url) {
  return fetch(url).then(function (response) {
    if (!response.ok) { throw new Error(url + ": " + response.status); }
    return response.json();
  });
}
function textIn(tag, kind, text) {
  var made = document.createElement(tag);
  made.className = kind;
  made.textContent = text;
  return made;
}
{% endmacro %}
"""
    )
    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (declared so by folium)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012  (declared so by folium)

    def __init__(self, element_id: str, *, bounds: list[list[float]], words: dict[str, str]) -> None:
        super().__init__(location=[39.92, 116.36], tiles=None)
        self._id = "guide"
        self.element_id, self.bounds, self.words = element_id, bounds, words


class GroundLayer(folium.map.Layer):
    """The schematic base map by its URL; over tiles only the outline, the axis and the stations are drawn."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.geoJSON(null, {
  filter: function (feature) {
    return !{{ this.over_tiles|tojson }} || ["district_outline", "axis", "metro"].indexOf(feature.properties.kind) >= 0;
  },
  style: function (feature) { return {className: "ground ground-" + feature.properties.kind, interactive: false}; },
  pointToLayer: function (feature, at) {
    var icon = L.divIcon({className: "halt-pin", html: textIn("span", "", "M"), iconSize: [16, 16]});
    return L.marker(at, {icon: icon, interactive: false, keyboard: false, zIndexOffset: -1000});
  },
  onEachFeature: function (feature, layer) {
    var kind = feature.properties.kind;
    if (kind === "metro" || kind === "lake") {
      var side = kind === "metro" ? "right" : "center";
      var name = textIn("span", "", feature.properties.name);
      layer.bindTooltip(name, {permanent: true, pane: "groundNames", direction: side, className: "ground-name ground-name-" + kind});
    }
  }
});
loading.push(load({{ this.url|tojson }}).then(function (data) {
  {{ this.get_name() }}.addData(data).eachLayer(function (layer) {
    if (layer.feature.properties.kind === "district_outline") { layer.bringToBack(); }
  });
}));
{% endmacro %}
"""
    )

    def __init__(self, url: str, *, over_tiles: bool) -> None:
        super().__init__(name="ground", overlay=True, control=False)
        self._name, self._id = "Ground", "guide"
        self.url, self.over_tiles = url, over_tiles


def tile_layer(url: str, attribution: str) -> folium.TileLayer:
    """Give the layer of a configured tile provider."""
    layer = folium.TileLayer(url, attr=attribution, name="tiles", overlay=False, control=False, max_zoom=18)
    layer._id = "guide"
    return layer


def script_of(guide: GuideMap) -> str:
    """Give the whole script of a map: everything that its elements have written, in one function."""
    figure = cast(Figure, guide.get_root())
    figure.render()
    parts = [part.render().strip() for part in figure.script._children.values()]
    return '(function () {\n"use strict";\n' + "\n".join(filter(None, parts)) + "\n})();\n"
