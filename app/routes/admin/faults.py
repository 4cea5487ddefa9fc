"""What is said of passwords, codes, accounts and organisations that cannot be taken; and asking for the password again."""

from flask import request

from app.i18n import _
from app.models.people import User
from app.services.people import signing_in
from app.services.people.passwords import LEAST, MOST, PasswordRefused
from app.services.people.signing_in import TooManyTries


def confirm_password(user: User) -> None:
    """Make sure by the field `old` that it is the person and not only their browser; raise WrongSignIn or TooManyTries."""
    signing_in.confirm_password(user, request.form.get("old", ""), address=request.remote_addr or "")


def password_words(refused: PasswordRefused) -> str:
    """Say why a new password is not good enough."""
    words = {
        "short": _("Too short: at least %(number)s characters. A few words in a row are easy to remember.", number=LEAST),
        "long": _("Too long: at most %(number)s characters.", number=MOST),
        "common": _("This is one of the first passwords that anybody would guess."),
        "like_account": _("This is too much like the name or the e-mail address."),
    }
    return words[refused.reason]


def sign_in_words(refused: ValueError) -> str:
    """Say why the present password was not taken."""
    return _("Too many tries. Please wait five minutes.") if isinstance(refused, TooManyTries) else _("The password is not right.")


def code_words(refused: ValueError) -> str:
    """Say why a code was not taken."""
    return _("Too many tries. Please wait five minutes.") if isinstance(refused, TooManyTries) else _("The code is not right.")


def account_words(reason: str) -> str:
    """Say why an account cannot be so."""
    words = {
        "email": _("This is no e-mail address."),
        "taken": _("There is an account with this e-mail address already."),
        "invited": _("An invitation to this e-mail address is open already. Renew it or withdraw it."),
        "name": _("A name is needed, at most 100 characters."),
        "last_admin": _("This is the last administrator; somebody must be able to let others in."),
        "myself": _("That cannot be done to your own account."),
        "organisation": _("There is no such organisation."),
        "role": _("Please choose a role."),
    }
    return words[reason]


def organisation_words(reason: str) -> str:
    """Say why an organisation cannot be so."""
    words = {
        "slug": _("Lower-case letters, digits and hyphens only."),
        "taken": _("There is an organisation with this short name already."),
        "name": _("A Chinese name is needed, at most 100 characters."),
        "name_en": _("At most 100 characters."),
    }
    return words[reason]
