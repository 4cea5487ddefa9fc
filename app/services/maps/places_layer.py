"""Our own folium layer of places, and the control that shows and hides their kinds."""

import folium
from branca.element import MacroElement
from folium.template import Template


class PointsLayer(folium.map.Layer):
    """Places by their URL, each a shape with a letter, gathered in clusters; names are never read as HTML."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var signs = {{ this.signs|tojson }};
function signOf(shape, letter, halo) {
  var space = "http://www.w3.org/2000/svg";
  var svg = document.createElementNS(space, "svg"), group = document.createElementNS(space, "g");
  var path = document.createElementNS(space, "path"), text = document.createElementNS(space, "text");
  svg.setAttribute("viewBox", "-22 -22 44 44");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", signs[shape]);
  text.setAttribute("y", shape === "heritage" ? 5 : 4);
  text.textContent = letter;
  if (halo) {
    var ring = document.createElementNS(space, "circle");
    ring.setAttribute("r", 15.5);
    ring.setAttribute("class", "halo");
    svg.append(ring);
  }
  group.append(path, text);
  svg.append(group);
  return svg;
}
function popupOf(place) {
  var box = document.createElement("div"), link = textIn("a", "map-popup-name", place.name);
  if (/^[/](?![/])/.test(place.url)) { link.href = place.url; }
  box.append(link, textIn("p", "map-popup-kind", place.approximate ? place.kind_name + " · " + words.approximate : place.kind_name));
  return box;
}
function pinOf(feature, at) {
  var place = feature.properties, shape = place.shape in signs ? place.shape : "stop";
  var sign = signOf(shape, place.letter, place.approximate);
  var icon = L.divIcon({className: "pin mk " + shape, html: sign, iconSize: [44, 44], popupAnchor: [0, -10]});
  var pin = L.marker(at, {icon: icon, title: place.name, alt: place.name, keyboard: true, riseOnHover: true});
  pin.on("add", function () { pin.getElement().setAttribute("aria-label", place.name + ", " + place.kind_name); });
  return pin.bindPopup(popupOf(place));
}
var {{ this.get_name() }} = L.markerClusterGroup({
  showCoverageOnHover: false, spiderLegPolylineOptions: {className: "leader", weight: 1},
  maxClusterRadius: function (zoom) { return zoom < 17 ? 46 : 22; },
  iconCreateFunction: function (cluster) {
    var count = signOf("count", String(cluster.getChildCount()), false), box = document.createElement("span");
    box.append(count, textIn("span", "visually-hidden", cluster.getChildCount() + " " + words.places));
    return L.divIcon({className: "pin mk count", html: box, iconSize: [44, 44]});
  }
});
var kinds = load({{ this.url|tojson }}).then(function (data) {
  var found = {};
  data.features.forEach(function (feature) {
    var pin = pinOf(feature, [feature.geometry.coordinates[1], feature.geometry.coordinates[0]]);
    (found[feature.properties.shape] = found[feature.properties.shape] || []).push(pin);
  });
  Object.keys(found).forEach(function (shape) { {{ this.get_name() }}.addLayers(found[shape]); });
  {%- if this.fits %}
  if (data.features.length) { {{ this._parent.get_name() }}.fitBounds({{ this.get_name() }}.getBounds(), {padding: [30, 30], maxZoom: 16}); }
  {%- endif %}
  return found;
});
loading.push(kinds);
{% endmacro %}
"""
    )

    def __init__(self, url: str, *, signs: dict[str, str], fits: bool) -> None:
        super().__init__(name="places", overlay=True, control=False)
        self._name, self._id = "Places", "guide"
        self.url, self.signs, self.fits = url, signs, fits


class KindControl(MacroElement):
    """Boxes to show and hide the places of each kind that is on the map."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
loading.push(kinds.then(function (found) {
  var control = L.control.layers(null, null, {collapsed: true});
  {{ this.kinds|tojson }}.forEach(function (kind) {
    if (!found[kind[0]]) { return; }
    var group = L.layerGroup().addTo({{ this._parent.get_name() }});
    group.on("add", function () { {{ this.points }}.addLayers(found[kind[0]]); });
    group.on("remove", function () { {{ this.points }}.removeLayers(found[kind[0]]); });
    control.addOverlay(group, kind[1]);
  });
  control.addTo({{ this._parent.get_name() }});
  var opener = control.getContainer().querySelector(".leaflet-control-layers-toggle");
  opener.title = words.layers;
  opener.setAttribute("aria-label", words.layers);
}));
{% endmacro %}
"""
    )

    def __init__(self, kinds: list[tuple[str, str]], *, points: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is half typed
        self._name, self._id = "KindControl", "guide"
        self.kinds, self.points = kinds, points
