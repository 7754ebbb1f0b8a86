"""Says in our plain words what was wrong with a command line."""

from __future__ import annotations

from difflib import get_close_matches

import typer

_HELP = "To see how it is used: {path} --help"


def in_plain_words(error: typer.TyperException) -> str:
    """Give one sentence and where to look, for what Typer could not understand.

    Typer keeps its error classes to itself, so they are told apart by name; a kind that is new to
    us is said in Typer's own words.
    """
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "supervise")
    return f"{_sentence(error)} {_HELP.format(path=path)}"


def _sentence(error: typer.TyperException) -> str:
    kind, words = type(error).__name__, str(getattr(error, "message", "") or error)
    match kind:
        case "NoSuchOption":
            return _no_such_option(
                str(getattr(error, "option_name", "")), getattr(error, "possibilities", None)
            )
        case "MissingParameter":
            return f"{_wanted(error)} is missing."
        case "BadParameter" if "integer" in words:
            return f"After {_wanted(error)} comes a whole number."
        case "BadParameter":
            return f"{_wanted(error)} cannot be read: {_own_words(words)}"
        case "BadOptionUsage" if "requires an argument" in words:
            return f"Something has to come after {getattr(error, 'option_name', 'the last option')}."
        case "UsageError" if "No such command" in words:
            return _no_such_command(error, words)
        case "UsageError" if "Missing command" in words:
            return "Say what to do with it."
        case "UsageError" if "unexpected extra argument" in words:
            return f"There is a word too many: {words.rpartition('(')[2].rstrip(').')}."
        case _:
            return _own_words(words)


def _own_words(words: str) -> str:
    words = words.strip() or "That cannot be understood."
    return words[0].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def _wanted(error: typer.TyperException) -> str:
    parameter = getattr(error, "param", None)
    options = [name for name in getattr(parameter, "opts", []) if name.startswith("-")]
    return max(options, key=len) if options else str(getattr(parameter, "metavar", None) or "Something")


def _no_such_option(option: str, possibilities: list[str] | None) -> str:
    close = f" Did you mean {possibilities[0]}?" if possibilities else ""
    return f"There is no option {option} here.{close}"


def _no_such_command(error: typer.TyperException, words: str) -> str:
    name = words.split("'")[1] if "'" in words else ""
    context = getattr(error, "ctx", None)
    commands = list(getattr(getattr(context, "command", None), "commands", {}))
    close = get_close_matches(name, commands, n=1)
    hint = (
        f" Did you mean {close[0]}?" if close else f" There are: {', '.join(commands)}." if commands else ""
    )
    return f"There is no command {name} here.{hint}"
