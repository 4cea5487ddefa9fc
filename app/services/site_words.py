"""What `content/site.yaml` says of the guide as a whole: its name, and what the home page leads with."""

from functools import cache
from typing import Annotated

from pydantic import Field

from app.config import ROOT
from app.documents.base import Part, Slug, Text
from app.services.content_files import parse


class HomeWords(Part):
    """The trails and stories that the home page shows, in order."""

    trails: Annotated[tuple[Slug, ...], Field(max_length=6)] = ()
    stories: Annotated[tuple[Slug, ...], Field(max_length=6)] = ()


class SiteWords(Part):
    """The guide's name, description and home page."""

    name: Text
    description: Text
    home: HomeWords


@cache
def site_words() -> SiteWords:
    """Give the words of the site; raise ValidationError when the file is not in order."""
    return SiteWords.model_validate(parse((ROOT / "content" / "site.yaml").read_text("utf-8")))
