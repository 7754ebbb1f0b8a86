"""Canonical JSON (RFC 8785) and fingerprints: the same content always gives the same bytes.

Text is brought to NFC first, so that an accent typed as two keys and as one key is the same
content. RFC 8785 refuses NaN and integers beyond 2^53, so nothing is rounded silently.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TypeAlias, cast

import rfc8785

from supervise_tui.problems import BadInput

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def tidy_text(text: str) -> str:
    """Give `text` in NFC, with lone surrogates (which no file can hold) as U+FFFD."""
    return unicodedata.normalize("NFC", text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))


def tidy(value: Json) -> Json:
    """Give `value` with all its text in NFC, keys included."""
    if isinstance(value, str):
        return tidy_text(value)
    if isinstance(value, list):
        return [tidy(item) for item in value]
    if isinstance(value, dict):
        return {tidy_text(key): tidy(item) for key, item in value.items()}
    return value


def canonical_bytes(value: Json) -> bytes:
    """Give the canonical UTF-8 bytes of `value`; BadInput if JSON cannot hold it."""
    try:
        return rfc8785.dumps(cast("dict[str, object]", tidy(value)))  # type: ignore[arg-type]
    except (rfc8785.CanonicalizationError, RecursionError) as error:
        raise BadInput("This holds a number or a value that cannot be kept exactly.") from error


def parse(raw: bytes) -> Json:
    """Read JSON bytes; BadInput if they are not JSON, or nested too deeply."""
    try:
        return cast("Json", json.loads(raw))
    except (ValueError, RecursionError) as error:
        raise BadInput("This is not readable as JSON.") from error


def fingerprint(raw: bytes) -> str:
    """Give the SHA-256 of `raw` as 64 lower-case hex digits."""
    return hashlib.sha256(raw).hexdigest()


def fingerprint_of(value: Json) -> str:
    """Give the fingerprint of the canonical bytes of `value`."""
    return fingerprint(canonical_bytes(value))


def in_fours(hex_digits: str) -> str:
    """Give a fingerprint in groups of four, as people read it aloud to each other."""
    return " ".join(hex_digits[i : i + 4] for i in range(0, len(hex_digits), 4))
