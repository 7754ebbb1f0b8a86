-- The files of no worker: the home's own, and the supervisor's own. Records name the row of a worker, so
-- each of the two has one; the program gives the names (domain/whose_file.py) and leaves both out of lists.
INSERT INTO worker (id, name, post) VALUES ('file-of-the-home', '', ''), ('file-of-the-supervisor', '', '');
