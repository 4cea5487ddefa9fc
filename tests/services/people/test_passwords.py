"""Passwords: which are good enough, and how they are kept."""

import unicodedata

import pytest
from argon2 import PasswordHasher

from app.services.people import passwords
from app.services.people.passwords import PasswordRefused

EMAIL = "wang.fang@example.org"


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "short"),
        ("eleven char", "short"),
        ("x" * 201, "long"),
        ("aaaaaaaaaaaa", "common"),
        ("abababababab", "common"),
        ("Password1234", "common"),
        ("qwertyqwerty!!", "common"),
        ("123456123456", "common"),
        ("xichengbeijing1", "common"),
        ("wang.fang@example.org", "like_account"),
        ("Wang.Fang2026!!", "like_account"),
    ],
)
def test_weak_password_is_refused_with_its_reason(password, reason):
    with pytest.raises(PasswordRefused) as refused:
        passwords.check(password, email=EMAIL, name="Wang Fang")

    assert refused.value.reason == reason


GOOD = ["a quiet lane in autumn", "白塔寺的风铃在黄昏响起来了", "Tr0ub4dor&3x", "x" * 7 + "yzabcde", "p" * 100 + "qrstu"]


@pytest.mark.parametrize("password", GOOD)
def test_good_password_is_taken(password):
    passwords.check(password, email=EMAIL, name="Wang Fang")


def test_hash_is_argon2id_with_owasps_figures():
    assert passwords.hashed("a quiet lane in autumn").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_password_typed_on_another_keyboard_is_the_same():
    kept = passwords.hashed("café in the hutong")

    assert passwords.is_right(kept, unicodedata.normalize("NFD", "café in the hutong"))
    assert not passwords.is_right(kept, "cafe in the hutong")


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=19456,t=2,p=1$bad"])
def test_nothing_fits_an_account_without_a_hash(kept):
    assert not passwords.is_right(kept, "a quiet lane in autumn")


def test_very_long_password_costs_no_more():
    assert not passwords.is_right(passwords.hashed("a quiet lane in autumn"), "x" * 1_000_000)


def test_weaker_hash_is_outdated():
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("a quiet lane in autumn")

    assert (passwords.is_outdated(weak), passwords.is_outdated(passwords.hashed("a quiet lane in autumn"))) == (True, False)


def test_generated_passwords_differ_and_are_good_enough():
    made = {passwords.generated() for _turn in range(50)}
    for password in made:
        passwords.check(password, email=EMAIL)

    assert len(made) == 50
