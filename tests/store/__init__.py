"""The cabinet: real ones in temporary folders, with cheap Argon2 costs."""
