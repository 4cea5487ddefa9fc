"""Our own folium layer of a trail: its line and its numbered stops."""

import folium
from folium.template import Template

from app.services.maps.elements import Written


class TrailLayer(Written, folium.map.Layer):
    """The line of a trail and its stops, each under its number; no stop is ever gathered into a count."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.featureGroup().addTo({{ this._parent.get_name() }});
var layers = {};
loading.push(shown.then(function (data) {
  data.ways.forEach(function (way) {
    ["way-casing", "way"].forEach(function (kind) {
      L.geoJSON(way, {style: {className: kind, interactive: false}}).addTo({{ this.get_name() }});
    });
  });
  data.places.forEach(function (item) { pinOf(item.place, item.at).addTo({{ this.get_name() }}); });
  fit({{ this.get_name() }}.getBounds());
}));
{% endmacro %}
"""
    )

    def __init__(self) -> None:
        super().__init__(name="trail", overlay=True, control=False)
        self._name, self._id = "Trail", "guide"
