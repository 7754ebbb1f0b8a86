"""The command `supervise`: one file a command."""
