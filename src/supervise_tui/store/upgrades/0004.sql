-- Initials under single rows of a table, each a detached signature over exactly what the row said.
CREATE TABLE row_initials (
    id TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL REFERENCES record (id),
    question TEXT NOT NULL,
    row TEXT NOT NULL,
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    statement BLOB NOT NULL,
    signature BLOB NOT NULL,
    key_fingerprint TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX row_initials_of_record ON row_initials (record);

-- A group supervision: who was asked to one talk, and which record it made on the file of each who was there.
-- Each record is whole in itself; what all of them share is written to all of them at once.
CREATE TABLE group_member (
    talk TEXT NOT NULL,
    worker TEXT NOT NULL REFERENCES worker (id),
    place INTEGER NOT NULL,
    record TEXT REFERENCES record (id),
    PRIMARY KEY (talk, worker)
);
CREATE UNIQUE INDEX group_member_by_record ON group_member (record);
