"""Our own folium layer of places, and the control that shows and hides their kinds."""

import folium
from folium.template import Template

from app.services.maps.elements import Snippet, Written


class PointsLayer(Written, folium.map.Layer):
    """The places that a map shows, in the order of its list, gathered in clusters; a chosen one always stands by itself."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.markerClusterGroup({
  showCoverageOnHover: false, spiderLegPolylineOptions: {className: "leader", weight: 1},
  maxClusterRadius: function (zoom) { return zoom < 17 ? 46 : 22; },
  iconCreateFunction: function (cluster) {
    var count = signOf("count", String(cluster.getChildCount()), false), box = document.createElement("span");
    box.append(count, textIn("span", "visually-hidden", cluster.getChildCount() + " " + words.places));
    return L.divIcon({className: "pin mk is-count", html: box, iconSize: [44, 44]});
  }
});
{{ this.get_name() }}.addTo({{ this._parent.get_name() }});
var kinds = shown.then(function (data) {
  var found = {}, everything = [];
  data.places.forEach(function (item) {
    var pin = pinOf(item.place, item.at), shape = shapeOf(item.place);
    if (pin.isChosen) { pin.addTo({{ this._parent.get_name() }}); } else { (found[shape] = found[shape] || []).push(pin); }
    everything.push(item.at);
  });
  fit(L.latLngBounds(everything));
  {{ this.get_name() }}.addLayers([].concat.apply([], Object.keys(found).map(function (shape) { return found[shape]; })));
  return found;
});
loading.push(kinds);
{% endmacro %}
"""
    )

    def __init__(self) -> None:
        super().__init__(name="places", overlay=True, control=False)
        self._name, self._id = "Places", "guide"


class KindControl(Snippet):
    """Boxes to show and hide the places of each kind that is on the map, each with how many there are."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var layers = {}, kindNames = {{ this.kinds|tojson }};
function legendOf(found) {
  var list = textIn("ul", "map-legend", "");
  kindNames.forEach(function (kind) {
    var item = document.createElement("li"), sign = signOf(kind[0], letters[kind[0]], false);
    if (!found[kind[0]]) { return; }
    sign.setAttribute("class", "mk is-" + kind[0]);
    item.append(sign, kind[1]);
    list.append(item);
  });
  return list;
}
loading.push(kinds.then(function (found) {
  var control = L.control.layers(null, null, {collapsed: true});
  kindNames.forEach(function (kind) {
    if (!found[kind[0]]) { return; }
    var group = layers[kind[0]] = L.layerGroup().addTo({{ this._parent.get_name() }});
    group.on("add", function () { {{ this.points }}.addLayers(found[kind[0]]); });
    group.on("remove", function () { {{ this.points }}.removeLayers(found[kind[0]]); });
    control.addOverlay(group, kind[1] + " (" + found[kind[0]].length + ")");
  });
  control.addTo({{ this._parent.get_name() }});
  var figure = element.closest("figure");
  if (figure && !figure.querySelector(".map-legend")) { element.after(legendOf(found)); }
  var opener = control.getContainer().querySelector(".leaflet-control-layers-toggle");
  opener.title = words.layers;
  opener.setAttribute("aria-label", words.layers);
}));
{% endmacro %}
"""
    )

    def __init__(self, kinds: list[tuple[str, str]], *, points: str) -> None:
        super().__init__()
        self._name, self._id = "KindControl", "guide"
        self.kinds, self.points = kinds, points
