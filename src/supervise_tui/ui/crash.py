"""What is said when the program itself breaks: never a word of what people wrote."""

from __future__ import annotations

from pathlib import Path


def crash_words(error: BaseException) -> str:
    """Say that the program broke and where; the error's own text may hold notes, so it stays out."""
    error = _innermost(error)
    place, trace = "", error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if "supervise_tui" in file.parts:
            place = f" in {file.name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return (
        "Sorry: the program stopped because of a mistake in it. What you typed has been saved.\n"
        "Start it again to go on. If it happens again, please report the line below: it holds nothing\n"
        f"private.\n  {type(error).__name__}{place}"
    )


def _innermost(error: BaseException) -> BaseException:
    """Give what really went wrong: Textual wraps the errors of workers."""
    for _ in range(10):
        inner = getattr(error, "error", None) or error.__cause__
        if not isinstance(inner, BaseException):
            return error
        error = inner
    return error
