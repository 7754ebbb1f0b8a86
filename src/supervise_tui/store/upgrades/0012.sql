-- Certificates and other files that show a learning: kept encrypted with it, and gone with it.
CREATE TABLE learning_file (
    learning TEXT NOT NULL REFERENCES learning (id),
    sha256 TEXT NOT NULL,
    place INTEGER NOT NULL,
    kind TEXT NOT NULL,
    pages INTEGER NOT NULL,
    raw BLOB NOT NULL,
    PRIMARY KEY (learning, sha256)
);
