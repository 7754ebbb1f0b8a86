-- Ratings of the six Cs after a shift, a visit or any contact: by the worker, or feedback of those supported.
-- Who gave feedback stands in a column of its own, so that nothing that leaves the home reads it.
CREATE TABLE six_cs_rating (
    id TEXT NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL REFERENCES worker (id),
    of_self BOOLEAN NOT NULL,
    day DATE NOT NULL,
    marks TEXT NOT NULL,
    place TEXT NOT NULL,
    comment TEXT NOT NULL,
    giver TEXT NOT NULL,
    saved_at TEXT NOT NULL
);
CREATE INDEX six_cs_rating_by_worker ON six_cs_rating (worker);
