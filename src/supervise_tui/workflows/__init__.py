"""One file for each thing people do: check, save, draw, sign, log."""
