-- Which closed record an addendum belongs to.
CREATE TABLE addendum (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id),
    original TEXT NOT NULL REFERENCES record (id)
);
CREATE INDEX addendum_original ON addendum (original);

-- What was done about a record that the next line manager should look at.
CREATE TABLE flag_dealt (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id),
    by_whom TEXT NOT NULL,
    dealt_on DATE NOT NULL,
    what TEXT NOT NULL
);

-- A draft that is typed in from a paper that was signed by hand.
CREATE TABLE paper (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id),
    signed_on DATE
);

-- The scans of that paper, until they go into its PDF.
CREATE TABLE scan (
    record TEXT NOT NULL REFERENCES record (id),
    sha256 TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    raw BLOB NOT NULL,
    PRIMARY KEY (record, sha256)
);
