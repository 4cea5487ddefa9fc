"""From a cover to a complete SVG picture: ground, shapes, speck of paper, and the colours of day and night."""

from app.services.covers.choosing import Cover
from app.services.covers.motifs import DRAWINGS
from app.services.covers.palettes import Colours, Palette
from app.services.covers.shapes import GROUND, HEIGHT, LEFT, RIGHT, WIDTH, band

_LINES = ".G,.S,.M,.A{fill:none;stroke-linecap:round;stroke-linejoin:round}.b{stroke-linecap:butt}"
_FLECKS = "M7 11h.1M23 30h1.5M41 6l1.6.9M52 37h.1M14 46l1.3-1M33 19h.1M60 22l1.2.6M46 51h.1M3 33h1.2"
_PAPER = f'<pattern id="_" width="64" height="56" patternUnits="userSpaceOnUse"><path class="M" stroke-width="1.3" d="{_FLECKS}"/></pattern>'


def _rules(colours: Colours) -> str:
    """One pair of style rules for every colour: filled and drawn as a line."""
    pairs = zip("gsma", (colours.ground, colours.soft, colours.main, colours.accent), strict=True)
    return "".join(f".{name}{{fill:{value}}}.{name.upper()}{{stroke:{value}}}" for name, value in pairs)


def _style(palette: Palette, *, dark: bool | None) -> str:
    """The style sheet: fixed by day or by night, or following the reader's system."""
    if dark is not None:
        return _LINES + _rules(palette.dark if dark else palette.light)
    return f"{_LINES}{_rules(palette.light)}@media(prefers-color-scheme:dark){{{_rules(palette.dark)}}}"


def _body(cover: Cover, *, dark: bool | None) -> str:
    """Everything inside the picture's frame."""
    drawn = DRAWINGS[cover.motif][cover.drawing]()
    shapes = f'<g transform="matrix(-1 0 0 1 {WIDTH} 0)">{drawn}</g>' if cover.mirrored else drawn
    speck = f'<path fill="url(#_)" opacity=".14" d="M{LEFT} 0H{RIGHT}V{HEIGHT}H{LEFT}z"/>'
    return f"<style>{_style(cover.palette, dark=dark)}</style>{_PAPER}{band(0, HEIGHT, GROUND)}{shapes}{speck}"


def svg(cover: Cover, *, dark: bool | None = None) -> str:
    """The cover as an SVG document of 320 × 200; without a word about dark it follows the reader's system."""
    frame = f'viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="xMidYMid slice"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{_body(cover, dark=dark)}</svg>\n'


def wide_svg(cover: Cover, *, ratio: float) -> str:
    """The same drawing at full height in a wider frame, by daylight: ground, earth and water run on at both sides."""
    width = HEIGHT * ratio
    frame = f'viewBox="{(WIDTH - width) / 2:.2f} 0 {width:.2f} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{_body(cover, dark=False)}</svg>\n'
