"""Our own folium elements: they load nothing from elsewhere, write no style, and show names as text only.

Importing this module imports folium, which is slow: `folium_map` imports it where a script is made.
"""

from typing import Any, cast

import folium
from branca.element import Figure, MacroElement
from folium.template import Template


class Script:
    """The finished script of an element."""

    def __init__(self, text: str) -> None:
        self.text = text


class Written(MacroElement):
    """An element that writes its script as it stands.

    Branca would compile the finished script as a template once more: that is slow, and a name in it could become code.
    """

    def render(self, **kwargs: Any) -> str:
        """Write the script of this element and of those within it into the figure."""
        figure = cast(Figure, self.get_root())
        text = self._template.module.script(self, kwargs)
        figure.script._children[self.get_name()] = Script(text.strip())  # type: ignore[assignment]  # read by `script_of` alone
        for child in self._children.values():
            child.render()
        return ""


class GuideMap(Written, folium.Map):
    """The map itself, in an element that is already on the page and says what the map shows."""

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
{{ this.get_name() }}.fitBounds({{ this.bounds|tojson }}, {animate: false});
new ResizeObserver(function () { {{ this.get_name() }}.invalidateSize(); }).observe(element);
function notice(text) { element.dispatchEvent(new CustomEvent("map-notice", {bubbles: true, detail: text})); }
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


class Snippet(Written):
    """A piece of the script."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca is half typed


def script_of(guide: GuideMap) -> str:
    """Give the whole script of a map: everything that its elements have written, in one function."""
    guide.render()
    parts = [part.text for part in cast(Figure, guide.get_root()).script._children.values() if isinstance(part, Script)]
    return '(function () {\n"use strict";\n' + "\n".join(filter(None, parts)) + "\n})();\n"
