-- Each time somebody looked whether a worker can do a task of the induction alone, what was found and what
-- shows it. What was found last is the standing kept with the task.
CREATE TABLE induction_assessment (
    id TEXT NOT NULL PRIMARY KEY,
    task TEXT NOT NULL REFERENCES induction_task (id),
    place INTEGER NOT NULL,
    assessed_on DATE NOT NULL,
    assessed_by TEXT NOT NULL,
    found TEXT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    record TEXT NOT NULL DEFAULT ''
);
CREATE INDEX induction_assessment_by_task ON induction_assessment (task);

INSERT INTO induction_assessment (id, task, place, assessed_on, assessed_by, found)
SELECT id, id, 1, competent_on, assessed_by, 'competent' FROM induction_task WHERE competent_on IS NOT NULL;
