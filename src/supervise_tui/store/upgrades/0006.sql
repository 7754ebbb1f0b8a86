-- What a cadence policy looks at in a worker.
ALTER TABLE worker ADD COLUMN grade TEXT NOT NULL DEFAULT '';
ALTER TABLE worker ADD COLUMN contract TEXT NOT NULL DEFAULT 'permanent';
ALTER TABLE worker ADD COLUMN induction_ends_on DATE;

-- Who is away, a worker or the supervisor: clocks stand still meanwhile. No more of the why than that.
CREATE TABLE absence (
    id TEXT NOT NULL PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    first_day DATE NOT NULL,
    back_on DATE,
    planned BOOLEAN NOT NULL DEFAULT 0,
    cover TEXT NOT NULL DEFAULT '',
    cover_from DATE
);
CREATE INDEX absence_by_person ON absence (person, first_day);

-- A task of the induction, done in sight of a colleague until somebody has found the worker competent in it.
CREATE TABLE induction_task (
    id TEXT NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL REFERENCES worker (id),
    task TEXT NOT NULL,
    competent_on DATE,
    assessed_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX induction_task_by_worker ON induction_task (worker);
