"""Passphrases and signing secrets: which are too easy, how strong one is, and a better one."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from supervise_tui.problems import WeakSecret
from supervise_tui.trust.costs import PIN_LENGTH, SECRET_LENGTH, SECRET_LIMIT, SECRET_WORDS
from supervise_tui.trust.guessing import (
    guessing_bits,
    guessing_time,
    is_date,
    is_repeat,
    is_sequence,
    plain,
    word_list,
)

_CURE: Final = "Three words that have nothing to do with each other are good and easy to remember."
_LEVELS: Final = (
    (20.0, "Far too easy to guess."),
    (28.0, "Easy to guess for someone who has a copy of the files."),
    (33.0, "Fair. A fourth word or a few more letters make it much stronger."),
    (44.0, "Good."),
)
"""Bits below which each verdict stands: with 64 cores 20 bits last 2 hours, 28 a month, 33 two years."""


@dataclass(frozen=True)
class Strength:
    """How hard a secret is to guess.

    `score`: 0 (far too easy) to 4 (very good). `words`: one or two plain sentences, with the time.
    """

    score: int
    words: str


def check_new_secret(secret: str, names: Sequence[str] = (), *, short_pin_accepted: bool = False) -> None:
    """Refuse a new passphrase or signing secret that is too easy; WeakSecret says why.

    `names`: of the person, the home, the other person: what a guesser tries first.
    `short_pin_accepted`: the person has seen what six digits cost to guess and wants them.
    """
    text = " ".join(plain(secret).split())
    _check_typable(secret, text)
    bare = re.sub(r"[\W_]", "", text)
    pin = short_pin_accepted and len(bare) >= PIN_LENGTH and bare.isdecimal()
    if not pin and not _long_enough(text):
        raise WeakSecret(
            f"That is too short: take {SECRET_LENGTH} characters or more, or three words.", _CURE
        )
    if bare and is_repeat(bare):
        raise WeakSecret("That is the same again and again, so it is soon guessed.", _CURE)
    if _holds_name(text, names):
        raise WeakSecret("Leave out the names of people and places around you.", _CURE)
    if is_date(text):
        raise WeakSecret("Dates are among the first things that people try.", _CURE)
    if is_sequence(bare):
        raise WeakSecret("That is a row of the keyboard, of the alphabet or of numbers.", _CURE)
    if not pin and guessing_bits(secret) < _LEVELS[0][0]:
        raise WeakSecret(
            "That is soon guessed: it looks like one word, or like what many people choose.", _CURE
        )


def strength(secret: str) -> Strength:
    """Say how hard a secret is to guess by someone who has a copy of the files."""
    bits = guessing_bits(secret)
    score = sum(bits >= limit for limit, _ in _LEVELS)
    if score == 0:
        return Strength(0, _LEVELS[0][1])
    verdict = _LEVELS[score][1] if score < len(_LEVELS) else "Very good."
    return Strength(score, f"{verdict} Guessing it takes 64 computer cores about {guessing_time(bits)}.")


def suggest_words(count: int = SECRET_WORDS) -> str:
    """Give `count` different words at random from our list, with spaces between: a passphrase."""
    return " ".join(secrets.SystemRandom().sample(word_list(), count))


def _check_typable(secret: str, text: str) -> None:
    if len(secret) > SECRET_LIMIT:
        raise WeakSecret(f"That is too long: at most {SECRET_LIMIT:,} characters.")
    if not text:
        raise WeakSecret("Nothing was typed.", _CURE)
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn") for letter in secret):
        raise WeakSecret("There is a sign in it that not every keyboard can type.", _CURE)


def _long_enough(text: str) -> bool:
    words = {word for word in re.split(r"[\W_]+", text) if len(word) >= 2}
    return len(text.replace(" ", "")) >= SECRET_LENGTH or len(words) >= SECRET_WORDS


def _holds_name(text: str, names: Sequence[str]) -> bool:
    """Say whether a part of a name (three letters or more) stands in the secret.

    As a word of its own; from four letters also inside a single word ("mary2024", "oldmary").
    """
    parts = {part for name in names for part in re.split(r"[\W_]+", plain(name)) if len(part) >= 3}
    words = set(re.split(r"[\W\d_]+", text))
    one_word = " " not in text
    return any(part in words or (one_word and len(part) >= 4 and part in text) for part in parts)
