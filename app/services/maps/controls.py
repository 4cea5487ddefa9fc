"""Our own folium controls: position, full screen, keyboard in pop-ups, and the word that all is there."""

from folium.plugins import Fullscreen, LocateControl
from folium.template import Template

from app.services.maps.elements import Snippet, Written


class OurLocateControl(Written, LocateControl):
    """A button that shows where the visitor is; what it learns stays in the browser; a framed map has none."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
if (window.self === window.top) {
  L.control.locate({
    showCompass: false,
    strings: {title: words.locate, metersUnit: words.metres, popup: words.locate_popup},
    onLocationError: function () { notice(words.not_located); }
  }).addTo({{ this._parent.get_name() }});
}
{% endmacro %}
"""
    )
    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (declared so by folium)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012  (declared so by folium)

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # folium's plugins are untyped


class OurFullscreen(Written, Fullscreen):
    """A button for the full screen, with files and words of our own."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012  (declared so by folium)
    default_css: list[tuple[str, str]] = []  # noqa: RUF012  (declared so by folium)

    def __init__(self, words: dict[str, str]) -> None:
        titles = {"title": words["fullscreen"], "title_cancel": words["fullscreen_off"]}
        super().__init__(force_separate_button=True, **titles)  # type: ignore[no-untyped-call]  # folium's plugins are untyped


class PopupFocus(Snippet):
    """Brings the keyboard into a pop-up that was opened by it, and back to the marker afterwards."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
{{ this._parent.get_name() }}.on("popupopen", function (opened) {
  var box = opened.popup.getElement(), link = box.querySelector("a.map-popup-name"), closer = box.querySelector(".leaflet-popup-close-button");
  if (closer) { closer.setAttribute("aria-label", words.close); }
  if (link && opened.popup._source && document.activeElement === opened.popup._source.getElement()) { link.focus(); }
});
{{ this._parent.get_name() }}.on("popupclose", function (closed) {
  var pin = closed.popup._source && closed.popup._source.getElement && closed.popup._source.getElement();
  if (pin && closed.popup.getElement().contains(document.activeElement)) { pin.focus(); }
});
element.addEventListener("keydown", function (pressed) {
  if (pressed.key === "Escape") { {{ this._parent.get_name() }}.closePopup(); }
});
{% endmacro %}
"""
    )


class ReadyNotice(Snippet):
    """Tells the page, by an event on the map's element, that everything is loaded, or that it is not."""

    _template = Template(
        """
{% macro script(this, kwargs) %}
Promise.all(loading).then(
  function () { element.dispatchEvent(new CustomEvent("map-ready", {bubbles: true})); placeNamesSoon(); },
  function () { element.dispatchEvent(new CustomEvent("map-failed", {bubbles: true})); }
);
{% endmacro %}
"""
    )
