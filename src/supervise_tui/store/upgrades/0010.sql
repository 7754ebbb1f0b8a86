-- The training and portfolio list on each worker's file: one entry for each learning, until it is in use.
-- The columns from title to valid_until repeat what the answers say, so that clocks are read without them.
CREATE TABLE learning (
    id TEXT NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL REFERENCES worker (id),
    answers TEXT NOT NULL,
    title TEXT NOT NULL,
    mandatory BOOLEAN NOT NULL,
    planned_on DATE,
    done_on DATE,
    valid_until DATE,
    saved_at TEXT NOT NULL
);
CREATE INDEX learning_by_worker ON learning (worker);
