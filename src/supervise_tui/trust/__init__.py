"""Pure cryptography: no files, no database."""
