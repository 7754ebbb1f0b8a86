"""The rules of supervision: no input or output, no clock of its own."""
