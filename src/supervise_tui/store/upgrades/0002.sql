-- Search over what people wrote, and action points as things of their own.

-- One row an answer that has words.
CREATE TABLE search_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL REFERENCES worker (id),
    record TEXT NOT NULL REFERENCES record (id),
    question TEXT NOT NULL,
    words TEXT NOT NULL,
    indexed BOOLEAN NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX search_entry_by_answer ON search_entry (record, question);
CREATE INDEX search_entry_by_worker ON search_entry (worker);
CREATE INDEX search_entry_to_index ON search_entry (worker) WHERE NOT indexed;

-- The index of search_entry, by id. It keeps no text of its own, and what is deleted goes at once:
-- without its own secure-delete FTS5 keeps words until pages happen to be merged. Answers of a draft
-- are not in it: taking a long text out and putting it in again at each pause in typing costs ten times
-- the saving. The few drafts there are get indexed in memory when somebody searches.
CREATE VIRTUAL TABLE search_word USING fts5 (
    words, content='', tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO search_word (search_word, rank) VALUES ('secure-delete', 1);

-- An action point lives on after its record: what was agreed where, and where it stands now.
CREATE TABLE action_point (
    id TEXT NOT NULL PRIMARY KEY,
    worker TEXT NOT NULL REFERENCES worker (id),
    record TEXT NOT NULL REFERENCES record (id),
    place INTEGER NOT NULL,
    raised_on DATE,
    what TEXT NOT NULL,
    owner TEXT NOT NULL,
    owner_name TEXT NOT NULL,
    how_known TEXT NOT NULL,
    agreed_by DATE,
    due_on DATE,
    state TEXT NOT NULL
);
CREATE INDEX action_point_by_worker ON action_point (worker, state);
CREATE INDEX action_point_by_record ON action_point (record);
CREATE INDEX action_point_by_state ON action_point (state, due_on);

-- What a later talk said about it; a record speaks once about an action.
CREATE TABLE action_review (
    action TEXT NOT NULL REFERENCES action_point (id),
    record TEXT NOT NULL REFERENCES record (id),
    reviewed_on DATE NOT NULL,
    outcome TEXT NOT NULL,
    why TEXT NOT NULL,
    new_date DATE,
    evidence TEXT NOT NULL,
    PRIMARY KEY (action, record)
);
CREATE INDEX action_review_by_record ON action_review (record);
