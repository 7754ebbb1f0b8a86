-- The first version of records.db. Days and moments are ISO text; JSON is canonical text.
CREATE TABLE setting (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE supervisor (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    post TEXT NOT NULL
);

CREATE TABLE worker (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    started_on DATE,
    probation_ends_on DATE,
    hours FLOAT,
    left_on DATE
);

CREATE TABLE form_definition (
    digest TEXT NOT NULL PRIMARY KEY,
    form TEXT NOT NULL,
    version INTEGER NOT NULL,
    source BLOB NOT NULL
);

CREATE TABLE record (
    id TEXT NOT NULL PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    makes TEXT NOT NULL,
    title TEXT NOT NULL,
    worker TEXT NOT NULL REFERENCES worker (id),
    supervisor TEXT NOT NULL REFERENCES supervisor (id),
    form_digest TEXT NOT NULL REFERENCES form_definition (digest),
    state TEXT NOT NULL,
    session_number INTEGER NOT NULL,
    held_on DATE,
    next_on DATE,
    flagged TEXT NOT NULL DEFAULT '',
    started_at TEXT NOT NULL,
    saved_at TEXT NOT NULL
);
CREATE INDEX record_by_worker ON record (worker, makes, state);
CREATE INDEX record_by_state ON record (state);

-- One row an answer, so that saving one costs the same in a long form as in a short one.
CREATE TABLE answer (
    record TEXT NOT NULL REFERENCES record (id),
    question TEXT NOT NULL,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (record, question)
);

-- What was said at sign-off while the record is offered: disagreements, declines.
CREATE TABLE sign_off_note (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id),
    notes TEXT NOT NULL
);

-- Large values stand in tables of their own, so that listing records does not read past them.
CREATE TABLE frozen_content (
    record TEXT NOT NULL PRIMARY KEY REFERENCES record (id),
    content BLOB NOT NULL
);

CREATE TABLE record_pdf (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    record TEXT NOT NULL REFERENCES record (id),
    stage INTEGER NOT NULL,
    pdf BLOB NOT NULL
);
CREATE INDEX record_pdf_by_record ON record_pdf (record, id);

CREATE TABLE authority (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    private_der BLOB NOT NULL,
    certificate_der BLOB NOT NULL
);

CREATE TABLE signing_key (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL,
    wrapped TEXT NOT NULL,
    certificate_der BLOB NOT NULL,
    made_at TEXT NOT NULL,
    replaces TEXT NOT NULL DEFAULT '',
    endorsed_by_old BLOB
);
CREATE INDEX signing_key_by_person ON signing_key (person, id);

CREATE TABLE signature (
    id TEXT NOT NULL PRIMARY KEY,
    record TEXT NOT NULL REFERENCES record (id),
    person TEXT NOT NULL,
    role TEXT NOT NULL,
    statement BLOB NOT NULL,
    signature BLOB NOT NULL,
    key_fingerprint TEXT NOT NULL REFERENCES signing_key (fingerprint),
    at TEXT NOT NULL,
    void BOOLEAN NOT NULL DEFAULT 0
);
CREATE INDEX signature_by_record ON signature (record);

-- Events hold ids and hashes, never names or text; chain '' is the cabinet's own.
CREATE TABLE event (
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    digest TEXT NOT NULL,
    previous TEXT NOT NULL,
    PRIMARY KEY (chain, number)
);
CREATE INDEX event_by_subject ON event (subject);

-- Apart from the events, because both go when the thing they speak of is destroyed.
CREATE TABLE event_salt (
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    salt BLOB NOT NULL,
    PRIMARY KEY (chain, number)
);
CREATE TABLE event_reason (
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (chain, number)
);
