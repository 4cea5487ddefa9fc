"""The ten palettes of the covers: four colours each, by day and by night."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Colours:
    """The four colours of one picture: ground, soft (moon, hill, water), main (the thing) and accent."""

    ground: str
    soft: str
    main: str
    accent: str


@dataclass(frozen=True, slots=True)
class Palette:
    """A named set of colours, once for light pages and once for dark ones."""

    name: str
    light: Colours
    dark: Colours


def _palette(name: str, light: str, dark: str) -> Palette:
    """A palette from two lines of four colours, as the look sheet lists them."""
    return Palette(name, Colours(*light.split()), Colours(*dark.split()))


RICE = _palette("rice", "#F0E6D2 #DDCDAE #2B2622 #B23A26", "#2C2620 #3E362C #E8DCC5 #D9583F")
WALL = _palette("wall", "#AE3724 #93291A #F4E4C6 #E5AF45", "#5C1E15 #74291D #F1DFBE #E5AF45")
AZURITE = _palette("azurite", "#DCE4E2 #A8C0CB #1F4E79 #C2452E", "#1A2733 #2A3F52 #A3C3DA #E0684B")
MALACHITE = _palette("malachite", "#E5E8D6 #B7CBAC #27604B #D39A2B", "#1B2A23 #2C4437 #ACCCAC #E0B04B")
GLAZE = _palette("glaze", "#E7B750 #D59F35 #74241A #FBF1DA", "#3B2B15 #573F1B #EABF63 #F8ECD2")
MOON = _palette("moon", "#D7DAD5 #B9C0BE #333B42 #B23A26", "#24282B #373D41 #D0D5D2 #D9583F")
DUSK = _palette("dusk", "#463C5A #68567A #F2DDBE #E08A5B", "#332B44 #4C3F5C #EAD3B2 #D97F52")
NIGHT = _palette("night", "#1E2C3C #2F455B #EBE0C6 #E5AF45", "#172230 #273A4D #E3D8BE #DDA63D")
SNOW = _palette("snow", "#A6BFC9 #8BA9B6 #FCF8EE #B23A26", "#253640 #365060 #F0EBDE #DB5E45")
LILAC = _palette("lilac", "#E7E3E9 #C8BED4 #35563F #785A99", "#24202B #3E3550 #A9C6AE #AF92CC")

PALETTES = {palette.name: palette for palette in (RICE, WALL, AZURITE, MALACHITE, GLAZE, MOON, DUSK, NIGHT, SNOW, LILAC)}
