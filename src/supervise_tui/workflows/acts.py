"""Which act it is to write in a record: an audit is for who did not write the records [QA-1]."""

from __future__ import annotations

from supervise_tui.domain.file_audit import act_for
from supervise_tui.domain.roles import Act
from supervise_tui.forms.definition import Role
from supervise_tui.store import records
from supervise_tui.workflows.desk import Desk


def act_on(desk: Desk, record_id: str, role: Role | None = None) -> Act:
    """Give what a key must be for, to change this record; with `role` to let that person speak in it.

    What the supervisor says in an audit of their files is theirs, like everything they sign.
    """
    if role is Role.SUPERVISOR:
        return Act.WRITE_RECORDS
    with desk.cabinet.reading() as work:
        return act_for(records.fetch(work, record_id).makes)
