"""Baidu's plane coordinates (bd09mc, 百度墨卡托): metres on its map to BD-09 degrees, by the published polynomial of its band."""

from app.rules.geo import Point
from app.rules.refusals import Unfit

# The band from latitude 30° to 45°, in which Beijing lies; Baidu has five others.
SOUTH_M, NORTH_M = 3_481_989.83, 5_591_021.0
EAST_OFFSET, EAST_PER_M = -1.981981304930552e-8, 8.983055099779535e-6
HALF_WAY_M = 4_482_777.06
NORTH = (0.03278182852591, 40.31678527705744, 0.65659298677277, -4.44255534477492, 0.85341911805263, 0.12923347998204, -0.04625736007561)


def degrees(east_m: float, north_m: float) -> Point:
    """Give a point of Baidu's plane in BD-09; raise Unfit outside the band in which Beijing lies."""
    if not SOUTH_M <= north_m < NORTH_M:
        raise Unfit("this link of Baidu lies far from Beijing; open the place on the map first")
    part = north_m / HALF_WAY_M
    lat = sum(factor * part**power for power, factor in enumerate(NORTH))
    return Point(lat, EAST_OFFSET + EAST_PER_M * east_m)
