-- Who else opened a worker's file, in which role and what for. When, and with whose key, says the event of
-- that number in the file's history.
CREATE TABLE file_opening (
    worker TEXT NOT NULL REFERENCES worker (id),
    event INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    purpose TEXT NOT NULL,
    PRIMARY KEY (worker, event)
);
