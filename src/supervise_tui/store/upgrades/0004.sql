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
