"""Runs pyHanko's work where no event loop runs: its calls start one and fail inside another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Result = TypeVar("_Result")


def off_the_loop(work: Callable[[], _Result]) -> _Result:
    """Give what `work` gives; in a thread of its own when an event loop runs in this one."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(work).result()
