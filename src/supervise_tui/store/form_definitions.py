"""Keep the definition of every form that a record was made with, byte for byte."""

from __future__ import annotations

from supervise_tui.canonical import fingerprint
from supervise_tui.forms.definition import Form
from supervise_tui.problems import NotFound, NotIntact
from supervise_tui.store.tables import FormDefinitionRow
from supervise_tui.store.work import Work


def keep(work: Work, form: Form) -> None:
    """Keep `form`; once kept it never changes."""
    if work.session.get(FormDefinitionRow, form.digest) is None:
        work.session.add(
            FormDefinitionRow(digest=form.digest, form=form.id, version=form.version, source=form.source)
        )
        work.session.flush()


def source(work: Work, digest: str) -> bytes:
    """Give the TOML bytes of that digest; NotFound, or NotIntact if they no longer fit it."""
    row = work.session.get(FormDefinitionRow, digest)
    if row is None:
        raise NotFound("The form of this record is not in this cabinet.")
    if fingerprint(row.source) != digest:
        raise NotIntact("The form kept with this record has been changed.")
    return row.source
