-- Cases: one worker's improvement plan from the first concern to its end, as facts in their order. Filled in
-- plans.db alone; both databases have the same tables. A case's state is worked out, never kept.
CREATE TABLE plan_case (
    id TEXT NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL REFERENCES worker (id),
    opened_on DATE NOT NULL,
    template TEXT NOT NULL DEFAULT '',
    opened_at TEXT NOT NULL
);
CREATE INDEX plan_case_by_worker ON plan_case (worker);

CREATE TABLE plan_entry (
    id TEXT NOT NULL PRIMARY KEY,
    plan_case TEXT NOT NULL REFERENCES plan_case (id),
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    happened_on DATE NOT NULL,
    answers TEXT NOT NULL,
    record TEXT NOT NULL DEFAULT '',
    by_whom TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    UNIQUE (plan_case, number)
);

-- A small form of a case while it is filled in: it counts for nothing until it is made an entry.
CREATE TABLE plan_entry_draft (
    id TEXT NOT NULL PRIMARY KEY,
    plan_case TEXT NOT NULL REFERENCES plan_case (id),
    kind TEXT NOT NULL,
    answers TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    saved_at TEXT NOT NULL
);
CREATE INDEX plan_entry_draft_by_case ON plan_entry_draft (plan_case);

-- Which case a record belongs to, from the moment it is begun.
CREATE TABLE plan_record (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id),
    plan_case TEXT NOT NULL REFERENCES plan_case (id),
    kind TEXT NOT NULL
);
CREATE INDEX plan_record_by_case ON plan_record (plan_case);

CREATE TABLE plan_letter (
    id TEXT NOT NULL PRIMARY KEY,
    plan_case TEXT NOT NULL REFERENCES plan_case (id),
    kind TEXT NOT NULL,
    entry TEXT NOT NULL DEFAULT '',
    content TEXT NOT NULL,
    by_whom TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    made_at TEXT NOT NULL DEFAULT '',
    delivered_on DATE,
    delivered_how TEXT NOT NULL DEFAULT ''
);
CREATE INDEX plan_letter_by_case ON plan_letter (plan_case);

-- Apart, so that listing letters does not read past them.
CREATE TABLE plan_letter_pdf (
    letter TEXT NOT NULL PRIMARY KEY REFERENCES plan_letter (id),
    pdf BLOB NOT NULL
);
