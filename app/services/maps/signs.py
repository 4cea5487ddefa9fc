"""What both layers of points share in the browser: signs with a shape and a letter, pop-ups of text, pins reached by keyboard."""

from folium.template import Template

from app.services.maps.elements import Snippet


class Pins(Snippet):
    """The making of pins: the sign is drawn when a pin comes into view, the pop-up when it is opened; names are never read as HTML."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var signs = {{ this.signs|tojson }}, letters = {{ this.letters|tojson }}, shapeOfKind = {{ this.shape_of_kind|tojson }}, pins = new Map();
function keyOf(address) {
  var url = new URL(address, document.baseURI);
  return url.pathname === location.pathname && url.hash ? url.hash : url.pathname;
}
function shapeOf(place) { return Object.hasOwn(signs, place.shape) ? place.shape : "stop"; }
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
var Sign = L.DivIcon.extend({
  createIcon: function (old) {
    var place = this.options.place, shape = shapeOf(place);
    this.options.html = signOf(shape, place.number ? String(place.number) : letters[shape], place.approximate);
    return L.DivIcon.prototype.createIcon.call(this, old);
  }
});
function popupOf(place) {
  var box = document.createElement("div"), link = textIn("a", "map-popup-name", place.number ? place.number + " " + place.name : place.name);
  if (/^[/](?![/])/.test(place.url)) { link.href = keyOf(place.url)[0] === "#" ? keyOf(place.url) : place.url; }
  box.append(link);
  [place.note].concat(place.lines || []).filter(Boolean).forEach(function (line, n) {
    box.append(textIn("p", n ? "map-popup-line" : "map-popup-kind", line));
  });
  return box;
}
function pinOf(place, at) {
  var shape = shapeOf(place), isChosen = place.url === element.dataset.mapChosen;
  var kinds = "pin mk is-" + shape + (isChosen ? " is-chosen" : "");
  var icon = new Sign({className: kinds, place: place, iconSize: [44, 44], popupAnchor: [0, -10]});
  var title = place.number ? place.number + " " + place.name : place.name;
  var pin = L.marker(at, {icon: icon, title: title, alt: title, keyboard: true, riseOnHover: true, zIndexOffset: isChosen ? 1000 : 0});
  pin.place = place;
  pin.isChosen = isChosen;
  pin.on("add", function () { pin.getElement().setAttribute("aria-label", title + (place.note ? ", " + place.note : "")); });
  pins.set(keyOf(place.url), pin);
  return pin.bindPopup(function () { return popupOf(place); });
}
function placeInList(item, at, isExact) {
  var link = item.querySelector("a"), small = link.querySelector("small"), note = small.textContent;
  return {at: at, place: {
    name: link.textContent.slice(0, -note.length).trim(), note: note, url: link.getAttribute("href"),
    shape: shapeOfKind[note.split(" · ")[0]], approximate: !isExact,
    lines: Array.from(item.querySelectorAll("[data-line]"), function (line) { return line.textContent.replace(/[ \\n]+/g, " ").trim(); })
  }};
}
function placesInList(list) {
  var steps = list.dataset.points.split(","), places = [], lat = 0, lon = 0;
  list.querySelectorAll(".map-rows > li").forEach(function (item, n) {
    var step = /^(-?\\d+) ?(-?\\d+)(=?)$/.exec(steps[n]), unit = step && step[3] ? 10 : 1;
    if (!step) { return; }
    lat = lat * unit + Number(step[1]);
    lon = lon * unit + Number(step[2]);
    places.push(placeInList(item, [39 + lat / unit / 1e4, 116 + lon / unit / 1e4], unit === 10));
    lat = Math.floor(lat / unit);
    lon = Math.floor(lon / unit);
  });
  return places;
}
function placeInData(feature) {
  var place = feature.properties, at = feature.geometry.coordinates;
  if (place.kind_name) { place.note = place.approximate ? place.kind_name + " · " + words.approximate : place.kind_name; }
  return {at: [at[1], at[0]], place: place};
}
function isPoint(feature) { return feature.geometry.type === "Point"; }
var list = element.dataset.mapList && document.querySelector(element.dataset.mapList);
var shown = list ? Promise.resolve({places: placesInList(list), ways: []})
  : load(element.dataset.mapPoints).then(function (data) {
    return {places: data.features.filter(isPoint).map(placeInData), ways: data.features.filter(function (feature) { return !isPoint(feature); })};
  });
function fit(bounds) {
  var room = {paddingTopLeft: [62, 40], paddingBottomRight: [40, 52], maxZoom: 16.5, animate: false};
  if (bounds.isValid()) { {{ this._parent.get_name() }}.fitBounds(bounds, room); }
}
{% endmacro %}
"""
    )

    def __init__(self, *, signs: dict[str, str], letters: dict[str, str], shape_of_kind: dict[str, str]) -> None:
        super().__init__()
        self._name, self._id = "Pins", "guide"
        self.signs, self.letters, self.shape_of_kind = signs, letters, shape_of_kind
