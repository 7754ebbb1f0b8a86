-- Ratings of the six Cs after a shift, a visit or any contact: by the worker, or feedback of those supported.
CREATE TABLE six_cs_sheet (
    id TEXT NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL REFERENCES worker (id),
    answers TEXT NOT NULL,
    saved_at TEXT NOT NULL
);
CREATE INDEX six_cs_sheet_by_worker ON six_cs_sheet (worker);
