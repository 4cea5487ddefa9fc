"""Our own folium layers of the ground: tiles where a provider is configured, the schematic base map, and its names."""

import folium
from folium.template import Template

from app.services.maps.elements import Written
from app.services.maps.tiles import TileSource


class Tiles(Written, folium.map.Layer):
    """The tiles of one source; while every tile in view is there, the base map below them makes room."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.tileLayer({{ this.url|tojson }}, {attribution: {{ this.attribution|tojson }}, maxZoom: 18, zIndex: {{ this.level }}});
{%- if this.is_ground %}
var failedTiles = 0, toldOfTiles = false;
{{ this.get_name() }}.on("loading", function () { failedTiles = 0; });
{{ this.get_name() }}.on("load", function () { element.classList.toggle("has-tiles", !failedTiles); });
{{ this.get_name() }}.on("tileerror", function () {
  failedTiles += 1;
  element.classList.remove("has-tiles");
  if (!toldOfTiles) { toldOfTiles = true; notice(words.no_tiles); }
});
{%- endif %}
{{ this.get_name() }}.addTo({{ this._parent.get_name() }});
{% endmacro %}
"""
    )

    def __init__(self, source: TileSource) -> None:
        super().__init__(name="tiles", overlay=False, control=False)
        self._name, self._id = "Tiles", "ground" if source.is_ground else "names"
        self.url, self.attribution, self.is_ground = source.url, source.attribution, source.is_ground
        self.level = 1 if source.is_ground else 2


class GroundLayer(Written, folium.map.Layer):
    """The schematic base map by its URL, with the names of lakes, parks, stations and streets that find room."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var names = [];
function nameAt(feature, at, side) {
  var kind = feature.properties.kind, kinds = "ground-name is-out ground-name-" + kind + " is-" + side;
  var icon = L.divIcon({className: kinds, html: textIn("span", "", feature.properties.name), iconSize: null});
  var made = L.marker(at, {icon: icon, interactive: false, keyboard: false, pane: "groundNames"}).addTo({{ this._parent.get_name() }});
  names.push({kind: kind, marker: made, layer: null});
  return names[names.length - 1];
}
function parkRadius() {
  var zoom = {{ this._parent.get_name() }}.getZoom();
  return Math.max(7, Math.min(26, 9 * Math.pow(2, (zoom - 12.5) / 2)));
}
var {{ this.get_name() }} = L.geoJSON(null, {
  style: function (feature) { return {className: "ground ground-" + feature.properties.kind, interactive: false}; },
  pointToLayer: function (feature, at) {
    if (feature.properties.kind === "park") {
      return L.circleMarker(at, {radius: parkRadius(), className: "ground ground-park", interactive: false});
    }
    var icon = L.divIcon({className: "halt-pin", html: textIn("span", "", "M"), iconSize: [16, 16]});
    return L.marker(at, {icon: icon, interactive: false, keyboard: false, zIndexOffset: -1000});
  },
  onEachFeature: function (feature, layer) {
    var kind = feature.properties.kind;
    if (kind === "metro") { nameAt(feature, layer.getLatLng(), "right"); }
    if (kind === "park") { nameAt(feature, layer.getLatLng(), "middle"); }
    if (kind === "lake") { nameAt(feature, layer.getBounds().getCenter(), "middle"); }
    if (kind === "street" || kind === "ring_road") { nameAt(feature, layer.getBounds().getCenter(), "middle").layer = layer; }
  }
});
function longestInView(line, view) {
  var map = {{ this._parent.get_name() }}, best = null, length = 0;
  var dots = line.getLatLngs().map(function (at) { return map.latLngToLayerPoint(at); });
  for (var i = 1; i < dots.length; i++) {
    var piece = L.LineUtil.clipSegment(dots[i - 1], dots[i], view, i > 1, false);
    if (piece && piece[0].distanceTo(piece[1]) > length) { length = piece[0].distanceTo(piece[1]); best = piece; }
  }
  return best;
}
function spotsOf(name, view) {
  if (!name.layer) { return [null]; }
  var part = longestInView(name.layer, view), width = name.marker.getElement().firstChild.offsetWidth;
  if (!part || part[0].distanceTo(part[1]) < width) { return []; }
  return [0.5, 0.3, 0.7, 0.15, 0.85].map(function (share) { return part[0].add(part[1].subtract(part[0]).multiplyBy(share)); });
}
function placeNames() {
  var map = {{ this._parent.get_name() }}, corner = map.containerPointToLayerPoint([0, 0]), frame = element.getBoundingClientRect();
  var view = L.bounds(corner.add([8, 8]), corner.add(map.getSize()).subtract([8, 8])), taken = [];
  var order = ["metro", "lake", "park", "ring_road", "street"];
  element.querySelectorAll(".leaflet-marker-pane .pin svg, .leaflet-marker-pane .halt-pin, .leaflet-control").forEach(function (other) {
    if (other.getClientRects().length) { taken.push(other.getBoundingClientRect()); }
  });
  function isFree(room) {
    var isIn = room.width && room.left >= frame.left && room.right <= frame.right && room.top >= frame.top && room.bottom <= frame.bottom;
    return isIn && taken.every(function (other) {
      return room.right + 2 < other.left || other.right + 2 < room.left || room.bottom < other.top || other.bottom < room.top;
    });
  }
  names.slice().sort(function (a, b) { return order.indexOf(a.kind) - order.indexOf(b.kind); }).forEach(function (name) {
    var box = name.marker.getElement();
    var found = spotsOf(name, view).some(function (spot) {
      if (spot) { name.marker.setLatLng(map.layerPointToLatLng(spot)); }
      var room = box.firstChild.getBoundingClientRect();
      return isFree(room) && taken.push(room);
    });
    box.classList.toggle("is-out", !found);
  });
}
{{ this._parent.get_name() }}.on("zoomend", function () {
  {{ this.get_name() }}.eachLayer(function (layer) { if (layer.setRadius) { layer.setRadius(parkRadius()); } });
});
var placing = 0;
function placeNamesSoon() { clearTimeout(placing); placing = setTimeout(placeNames, 350); }
{{ this._parent.get_name() }}.on("zoomend moveend resize layeradd layerremove", placeNamesSoon);
loading.push(load({{ this.url|tojson }}).then(function (data) {
  {{ this.get_name() }}.addData(data).addTo({{ this._parent.get_name() }});
  ["park", "district_outline"].forEach(function (kind) {
    {{ this.get_name() }}.eachLayer(function (layer) { if (layer.feature.properties.kind === kind) { layer.bringToBack(); } });
  });
}));
{% endmacro %}
"""
    )

    def __init__(self, url: str) -> None:
        super().__init__(name="ground", overlay=True, control=False)
        self._name, self._id = "Ground", "guide"
        self.url = url
