"""One subclass of `Page` for each family of pages."""

from app.models.page import Page
from app.vocabulary import Family


class Place(Page):
    """A place (场所)."""

    __mapper_args__ = {"polymorphic_identity": Family.PLACE}


class Series(Page):
    """A branded series of events (品牌活动)."""

    __mapper_args__ = {"polymorphic_identity": Family.SERIES}


class Event(Page):
    """An event, an edition of a series among them (活动)."""

    __mapper_args__ = {"polymorphic_identity": Family.EVENT}


class Trail(Page):
    """A trail (线路)."""

    __mapper_args__ = {"polymorphic_identity": Family.TRAIL}


class Story(Page):
    """A story (故事)."""

    __mapper_args__ = {"polymorphic_identity": Family.STORY}


class Neighbourhood(Page):
    """A neighbourhood (街区)."""

    __mapper_args__ = {"polymorphic_identity": Family.NEIGHBOURHOOD}


MODELS: dict[Family, type[Page]] = {
    Family.PLACE: Place,
    Family.SERIES: Series,
    Family.EVENT: Event,
    Family.TRAIL: Trail,
    Family.STORY: Story,
    Family.NEIGHBOURHOOD: Neighbourhood,
}
