-- The last supervision before the file was begun: a home that starts with this program is not overdue at once.
ALTER TABLE worker ADD COLUMN supervised_on DATE;
