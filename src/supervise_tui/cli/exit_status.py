"""What the exit status says; scripts rely on these numbers."""

from __future__ import annotations

DONE = 0
FOUND = 1
"""Something is wrong with what was looked at: a check failed, a form has faults."""
NOT_POSSIBLE = 2
"""Wrong use, or it cannot be done now."""
INTERRUPTED = 130
"""Stopped with Ctrl+C; shells expect this number."""
