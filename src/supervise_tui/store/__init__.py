"""The cabinet: the encrypted store of one supervisor."""
