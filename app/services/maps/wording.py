"""Wording: the fixed words of the interactive map in both languages."""

from app.services.maps.marker import in_script

WORDS = {
    "zoom_in": ("放大", "Zoom in"),
    "zoom_out": ("缩小", "Zoom out"),
    "fullscreen": ("全屏", "Full screen"),
    "fullscreen_off": ("退出全屏", "Leave full screen"),
    "locate": ("显示我的位置", "Show where I am"),
    "locate_popup": ("您在此点 {distance} {unit}以内", "You are within {distance} {unit} of this point"),
    "metres": ("米", "metres"),
    "not_located": ("无法确定您的位置。", "Your position could not be found."),
    "layers": ("选择类别", "Choose kinds"),
    "close": ("关闭", "Close"),
    "places": ("处", "places"),
    "approximate": ("位置为大致范围", "position approximate"),
    "no_tiles": ("底图瓦片未能载入，仍显示示意图。", "The map tiles could not be loaded; the schematic map stays."),
    "bad_state": ("链接里的位置不在西城区，已显示全图。", "The position in the link lies outside the district; the whole map is shown."),
    "credit": ("© OpenStreetMap contributors", "© OpenStreetMap contributors"),
    "schematic": ("示意图，不作导航", "schematic, not for navigation"),
}


def words_in(language: str) -> dict[str, str]:
    """Give every word of the interactive map in a language."""
    return {name: in_script(zh, en, language) for name, (zh, en) in WORDS.items()}
