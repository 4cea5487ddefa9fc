"""Steps of the workflow that are refused: each has a name, and says in words why and what to do."""

from collections.abc import Sequence
from typing import Any

from app.i18n import _


class StepRefused(ValueError):
    """A step that cannot be taken now; `reason` names it, `words()` says it."""

    def __init__(self, reason: str, **values: Any) -> None:
        self.reason, self.values = reason, values
        super().__init__(reason)

    def words(self) -> str:
        """Give the refusal in the reader's language."""
        sentence = sentences()[self.reason]
        return sentence % self.values if self.values else sentence


class GateRefused(StepRefused):
    """A text that the gate does not let through; `findings` say where."""

    def __init__(self, findings: Sequence[Any]) -> None:
        self.findings = tuple(findings)
        super().__init__("gate")


def sentences() -> dict[str, str]:
    """Give the sentence of every refusal, by its reason."""
    return {
        "right": _("You may not take this step on this page."),
        "newer": _("This text was edited since. Please look at the newest version."),
        "published": _("This version is already published."),
        "not_in_review": _("This version is not in review."),
        "in_review": _("This version is in review already."),
        "scheduled": _("This version waits for its time. Take it off the schedule first."),
        "not_scheduled": _("This version is not scheduled."),
        "reviewer": _("The person named may not review this page."),
        "own_text": _("You wrote this version. With more than one step of review, somebody else must approve it."),
        "same_person": _("You have approved this version already. The next step needs another person."),
        "no_half": _("There is no English to review yet."),
        "no_note": _("Please say what should be changed."),
        "not_approved": _("Approvals still missing: %(missing)s."),
        "past": _("The time to publish has passed already. Choose a later one, or publish now."),
        "until_past": _("The time to take the page down must be in the future."),
        "until_early": _("The time to take the page down must be after the time to publish."),
        "no_time": _("Please give the day and the time, Beijing time."),
        "links": _("It links to pages that do not exist: %(missing)s."),
        "invalid": _("This text has faults; please edit it first."),
        "gate": _("Some things must be put right before this can be published."),
        "newer_draft": _("A newer draft of this page is open. Publish that one first, or restore this text from the history."),
        "clash": _("Not published: others published changes to the same places since this version began. Choose below what is to stand."),
        "together": _("What you chose does not fit together. Please choose otherwise, or edit the text."),
        "base": _("The page was changed in the same moment. Please look at it again."),
        "only_english": _("You may change only the English."),
        "slug_taken": _("There is a page with this address already."),
    }
