"""The letter that brings an invitation: in the language of the invited, with the link and until when it opens."""

from app import clock, formatting, i18n
from app.i18n import _
from app.models.bringing import Invitation
from app.services.mail import Message


def letter(invitation: Invitation, address: str, *, inviter: str) -> Message:
    """Give the letter of an invitation."""
    before = i18n.code()
    i18n.speak(invitation.language)
    try:
        end = clock.from_utc(invitation.expires_at)
        until = f"{formatting.day(end.date(), i18n.code())} {end:%H:%M}"
        lines = (
            _("%(name)s, you are invited to the desk of Wander Xicheng by %(inviter)s.", name=invitation.name, inviter=inviter),
            _("Open this link to choose your password. It works once, until %(moment)s (Beijing time):", moment=until),
            address,
            _("Do not pass the link on: whoever opens it first gets the account. If you expected no invitation, leave this letter alone."),
        )
        return Message(invitation.email, _("Invitation to the desk of Wander Xicheng"), "\n\n".join(lines) + "\n")
    finally:
        i18n.speak(before)
