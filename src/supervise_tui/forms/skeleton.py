"""The text that `supervise forms new` writes: a small working form, with comments that say how to go on."""

from __future__ import annotations

import json

from supervise_tui.forms.reading import read_form

_TEXT = """\
# A form of your own. Change what stands here, take out what you do not need, add what is missing.
# Lines that start with # are notes for you. How every type of question is written: docs/forms.md
# Look for faults with: supervise forms check FILE
# Then put the file into your own forms folder.

id = {id}
version = 1                # raise it with every change; older records keep the version they were made with
title = {title}
purpose = "One line that says what this form is for."
makes = "note"             # the kind of record: note, agreement, supervision ...

# Who signs. Take the second one out if one signature is enough.
[[signer]]
role = "worker"            # worker, supervisor, third-party or other
may_decline = true         # may give a reason instead of signing

[[signer]]
role = "supervisor"

# ------------------------------------------------------------------------------------------
# A section is one page on the screen, and a heading on paper.

[[section]]
id = "when"
title = "When and where"
guidance = "A sentence or two for the people who fill it in."

[[section.question]]
id = "held_on"             # small letters, digits and _; keep it for ever: answers are kept by it
type = "date"
label = "Date"
required = true
not_after = "today"

[[section.question]]
id = "place"
type = "place"
label = "Where"

# ------------------------------------------------------------------------------------------

[[section]]
id = "talk"
title = "What you talked about"

[[section.question]]
id = "summary"
type = "long-text"
label = "Summary"
help = "What was said, what was decided, and why."
required = true
prompts = ["What went well?", "What was hard?"]

[[section.question]]
id = "safe"
type = "yes-no"
label = "Can you do your work safely?"
warns_when = "answer == no"        # a No is shown as a warning
comment_when = "answer == no"      # and then needs a comment

[[section.question]]
id = "more"
type = "choice"
label = "Is anything else needed?"
options = [
  {{ id = "nothing", label = "Nothing" }},
  {{ id = "talk", label = "Another talk" }},
  {{ id = "training", label = "Training" }},
]

[[section.question]]
id = "which_training"
type = "text"
label = "Which training?"
shown_when = "more == 'training'"  # asked only then
required = true

[[section.question]]
id = "actions"
type = "actions"
label = "Actions"
help = "What will be done, who does it, and by when."
"""


def skeleton(form_id: str, title: str) -> str:
    """Give the text of a form file with this id and title; BadForm if they cannot be."""
    text = _TEXT.format(
        id=json.dumps(form_id, ensure_ascii=False), title=json.dumps(title, ensure_ascii=False)
    )
    read_form(text.encode("utf-8"), "the new form")
    return text
