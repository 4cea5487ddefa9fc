"""Our own folium elements that keep the map in step with what stands beside it: the list of its places, and the address of the page."""

from folium.template import Template

from app.services.maps.elements import Snippet


class ListStep(Snippet):
    """Lights on the map what is pointed at in the list, and tells the list what is pointed at on the map."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
function pointAt(urls) { element.dispatchEvent(new CustomEvent("map-points-at", {bubbles: true, detail: urls})); }
function placesUnder(event) {
  var layer = event.propagatedFrom || event.layer || event.target;
  var under = layer.getAllChildMarkers ? layer.getAllChildMarkers() : [layer];
  return under.filter(function (pin) { return pin.place; }).map(function (pin) { return keyOf(pin.place.url); });
}
function watch(layer, over, out) {
  layer.on(over, function (event) { pointAt(placesUnder(event)); });
  layer.on(out, function () { pointAt([]); });
}
loading.push(shown.then(function () {
  pins.forEach(function (pin) { watch(pin, "mouseover", "mouseout"); });
  {%- if this.points %}
  watch({{ this.points }}, "clustermouseover", "clustermouseout");
  {%- endif %}
}));
function iconOf(pin) {
  var seen = pin;
  {%- if this.points %}
  if (!pin.isChosen && {{ this.points }}.hasLayer(pin)) { seen = {{ this.points }}.getVisibleParent(pin) || pin; }
  {%- endif %}
  return seen.getElement ? seen.getElement() : null;
}
element.addEventListener("focusin", function (event) {
  var urls = [];
  pins.forEach(function (pin, url) { if (iconOf(pin) === event.target) { urls.push(url); } });
  pointAt(urls);
});
element.addEventListener("focusout", function () { pointAt([]); });
element.addEventListener("map-light", function (event) {
  element.querySelectorAll(".pin.is-lit").forEach(function (icon) { icon.classList.remove("is-lit"); });
  event.detail.forEach(function (url) {
    var icon = pins.has(url) && iconOf(pins.get(url));
    if (icon) { icon.classList.add("is-lit"); }
  });
});
{% endmacro %}
"""
    )

    def __init__(self, points: str = "") -> None:
        super().__init__()
        self._name, self._id = "ListStep", "guide"
        self.points = points


class AddressState(Snippet):
    """Writes centre, zoom and kinds shown into the fragment of the address, and shows what the fragment of a shared link says."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var reach = L.latLngBounds({{ this.bounds|tojson }}).pad(0.5);
function stateOf(fragment) {
  var found = /^#map=(\\d+(?:[.]\\d+)?)[/](-?\\d+(?:[.]\\d+)?)[/](-?\\d+(?:[.]\\d+)?)(?:&layers=([a-z,]*))?$/.exec(fragment);
  if (!found) { return null; }
  var state = {zoom: Number(found[1]), lat: Number(found[2]), lon: Number(found[3]), layers: found[4] === undefined ? null : found[4].split(",")};
  var isKnown = state.zoom >= 11 && state.zoom <= 18 && Math.abs(state.lat) <= 90 && reach.contains([state.lat, state.lon]);
  return isKnown ? state : null;
}
function show(fragment) {
  var state = stateOf(fragment);
  if (!state) { if (/^#map=/.test(fragment)) { notice(words.bad_state); } return; }
  {{ this._parent.get_name() }}.setView([state.lat, state.lon], state.zoom, {animate: false});
  Object.keys(layers).forEach(function (kind) {
    var isWanted = !state.layers || state.layers.indexOf(kind) >= 0, isShown = {{ this._parent.get_name() }}.hasLayer(layers[kind]);
    if (isWanted !== isShown) { {{ this._parent.get_name() }}[isWanted ? "addLayer" : "removeLayer"](layers[kind]); }
  });
}
function keepState() {
  var map = {{ this._parent.get_name() }}, at = map.getCenter(), kinds = Object.keys(layers);
  var on = kinds.filter(function (kind) { return map.hasLayer(layers[kind]); });
  var fragment = "#map=" + map.getZoom() + "/" + at.lat.toFixed(5) + "/" + at.lng.toFixed(5);
  if (on.length < kinds.length) { fragment += "&layers=" + on.join(","); }
  if (fragment !== location.hash) { history.replaceState(history.state, "", fragment); }
}
Promise.all(loading).then(function () {
  show(location.hash);
  keepState();
  {{ this._parent.get_name() }}.on("moveend layeradd layerremove", function () {
    clearTimeout(keepState.soon);
    keepState.soon = setTimeout(keepState, 50);
  });
  window.addEventListener("hashchange", function () { show(location.hash); });
}, function () {});
{% endmacro %}
"""
    )

    def __init__(self, bounds: list[list[float]]) -> None:
        super().__init__()
        self._name, self._id = "AddressState", "guide"
        self.bounds = bounds
