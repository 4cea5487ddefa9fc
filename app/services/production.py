"""What a site still lacks before it may be opened to the public."""

from app.config import Settings


def missing_for_production(settings: Settings) -> list[str]:
    """Give one line for each thing that is missing: the setting, and what to do about it."""
    has_reviewed_tiles = settings.tiles.provider == "none" or settings.tiles.review_number
    wanted = (
        ("SECRET_KEY", not settings.secret_key_is_generated, "is generated; give your own of at least 32 characters"),
        ("SITE_URL", settings.site_url.startswith("https://"), "set the public origin, such as https://guide.example"),
        ("OPERATOR_ZH", settings.operator_zh, "set the operator's name in Chinese (主办单位); without it the site is a demonstration"),
        ("OPERATOR_EN", settings.operator_en, "set the operator's name in English"),
        ("CONTACT_EMAIL", settings.contact_email, "set the mail address that corrections go to"),
        ("ICP_NUMBER", settings.icp_number, "set the ICP registration number (ICP 备案号)"),
        ("PUBLIC_SECURITY_NUMBER", settings.public_security_number, "set the public-security registration number (公安联网备案号)"),
        ("TILE_REVIEW_NUMBER", has_reviewed_tiles, "set the review number of the map tiles (审图号)"),
    )
    return [f"{name}: {advice}" for name, is_there, advice in wanted if not is_there]
