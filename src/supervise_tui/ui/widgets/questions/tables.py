"""Tables and repeated groups: rows of the form's own questions, as many as the form wants."""

from __future__ import annotations

from collections.abc import Sequence

from supervise_tui.canonical import Json
from supervise_tui.domain.evidence import for_row, taking
from supervise_tui.forms.answers import row_view
from supervise_tui.forms.definition import (
    GroupQuestion,
    Question,
    Role,
    TableQuestion,
    initials_key,
)
from supervise_tui.forms.initials import not_initialled
from supervise_tui.forms.row_checks import ROWS_LIMIT
from supervise_tui.ui.widgets.questions.asking import Setting
from supervise_tui.ui.widgets.questions.inner_rows import InnerRows, MakeWidget, Row
from supervise_tui.ui.widgets.questions.laying_out import with_notes


class AskedRows(InnerRows):
    """Rows whose questions the form gives."""

    def __init__(
        self, question: TableQuestion | GroupQuestion, setting: Setting, value: Json, make: MakeWidget
    ) -> None:
        inner = question.columns if isinstance(question, TableQuestion) else question.questions
        self._asked: list[Question] = with_notes(inner)
        self._rows_of = question
        self._takes = bool(taking(question))
        super().__init__(question, setting, value, make)

    def inner_questions(self) -> Sequence[Question]:
        """As the form has them."""
        return self._asked

    def in_view(self, row: Row) -> Sequence[Question]:
        """As the form's conditions say."""
        return row_view(self._rows_of, row, self.setting.answers, self.setting.facts)[0]

    @property
    def most(self) -> int:
        """As the form says."""
        return ROWS_LIMIT if self._rows_of.at_most is None else min(ROWS_LIMIT, self._rows_of.at_most)

    @property
    def may_add(self) -> bool:
        """Until as many are there as fit."""
        return len(self.rows) < self.most

    def echo(self) -> str:
        """The keys, and how many rows there have to be."""
        limits = []
        if self._rows_of.at_least > 1:
            limits.append(f"at least {self._rows_of.at_least}")
        if self.is_free and self._rows_of.at_most is not None:
            limits.append(f"{self._rows_of.at_most} at most")
        return "  ".join(part for part in (super().echo(), ", ".join(limits)) if part)

    def row_state(self, row: Row) -> str:
        """What is missing, and whose initials it waits for."""
        role = self._rows_of.initialled_by
        initials = self._initials(role, row) if role and not self.is_blank(row) else ""
        found = for_row(self.setting.marked, self.question.id, str(row.get("id"))) if self._takes else []
        on_file = f"{len(found)} on file" if found else ""
        return " · ".join(part for part in (super().row_state(row), initials, on_file) if part)

    def _initials(self, role: Role, row: Row) -> str:
        form, answers = self.setting.form, self.setting.answers
        waiting = not_initialled(form, answers, self.setting.facts) if form is not None else []
        given = answers.get(initials_key(self.question.id))
        there = {one.get("id") for one in given if isinstance(one, dict)} if isinstance(given, list) else ()
        ids = {one.row_id for one in waiting if one.question_id == self.question.id}
        if row.get("id") in there and row.get("id") not in ids:
            return f"initialled by {self.setting.name(role)}"
        return f"waits for {self.setting.name(role)}'s initials"


class TableAnswer(AskedRows):
    """A table: rows as people add them, as the form fixes them, or as many as another answer says."""

    def __init__(self, question: TableQuestion, setting: Setting, value: Json, make: MakeWidget) -> None:
        self._table = question
        self._extra: list[Row] = []
        super().__init__(question, setting, value, make)

    @property
    def is_free(self) -> bool:
        """Unless the form, or another answer, says which rows there are."""
        return not self._table.rows and not self._table.counted_by

    def settle(self) -> None:
        """Give fixed rows in their order; counted ones as many as there should be, none with words lost."""
        if self._table.rows:
            there = {str(row.get("id")): row for row in self.rows}
            fixed: list[Row] = [there.pop(option.id, {"id": option.id}) for option in self._table.rows]
            self.rows = [*fixed, *there.values()]
        elif self._table.counted_by:
            wanted = self._wanted()
            said = [row for row in self.rows if not self.is_blank(row)]
            blank = [row for row in self.rows if self.is_blank(row)]
            self.rows = (said + blank)[: max(wanted, len(said))]
            self.rows += [self.new_row() for _ in range(wanted - len(self.rows))]

    def _wanted(self) -> int:
        number = self.setting.answers.get(self._table.counted_by)
        if not isinstance(number, int) or isinstance(number, bool):
            return 0
        return max(0, min(number, ROWS_LIMIT))

    def nothing_there(self) -> str:
        """Which answer brings rows."""
        form = self.setting.form
        counter = form.question(self._table.counted_by) if form is not None else None
        if counter is None:
            return super().nothing_there()
        return f"As many rows come up as “{counter.label}” says."

    def row_title(self, number: int) -> str:
        """A fixed row's own name, else its number."""
        row = self.rows[number] if number < len(self.rows) else {}
        return next(
            (option.label for option in self._table.rows if option.id == row.get("id")), f"Row {number + 1}"
        )

    def next_title(self) -> str:
        """Rows of a table have no names."""
        return "a row"

    def row_state(self, row: Row) -> str:
        """Also when there are more rows than the other answer says."""
        over = (
            "one too many"
            if self._table.counted_by and row in self.rows and self.rows.index(row) >= self._wanted()
            else ""
        )
        return " · ".join(part for part in (super().row_state(row), over) if part)


class GroupAnswer(AskedRows):
    """A group of questions that is asked again for each row."""

    def __init__(self, question: GroupQuestion, setting: Setting, value: Json, make: MakeWidget) -> None:
        self._group = question
        super().__init__(question, setting, value, make)

    def row_title(self, number: int) -> str:
        """As the form calls a row, with its number."""
        return f"{self._group.row_title or self._group.label} {number + 1}"
