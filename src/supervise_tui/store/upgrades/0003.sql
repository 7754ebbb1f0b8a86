-- What a worker's agenda and agreement depend on.
ALTER TABLE worker ADD COLUMN manages_others BOOLEAN NOT NULL DEFAULT 0;
ALTER TABLE worker ADD COLUMN care_work BOOLEAN NOT NULL DEFAULT 1;
ALTER TABLE worker ADD COLUMN student BOOLEAN NOT NULL DEFAULT 0;

-- Someone of another organisation who signs with the two.
CREATE TABLE outsider (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    post TEXT NOT NULL
);

-- What each side prepares for the next supervision, apart from the record until its author brings it in.
CREATE TABLE preparation (
    worker TEXT NOT NULL REFERENCES worker (id),
    role TEXT NOT NULL,
    question TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (worker, role, question)
);
