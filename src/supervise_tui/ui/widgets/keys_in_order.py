"""Editing keys of a field, done where letters are done, so that typed fast they keep their order."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


async def edit_in_place(field: Widget, event: events.Key, *, letters: bool = False) -> None:
    """Do what `field` itself binds to this key, at once, and let nobody else have the key.

    With `letters` letters too: where nobody types, they are keys like any other.

    Textual sends such a key up to the app, which runs the binding; letters typed after it go
    straight into the field meanwhile, so that Ctrl+U would take away what was typed after it.
    """
    if event.is_printable and not letters:
        return
    for binding in field._bindings.key_to_bindings.get(event.key, ()):  # the app looks them up so too
        if not binding.priority and await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return
