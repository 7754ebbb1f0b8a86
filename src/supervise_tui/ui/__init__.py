"""The terminal UI: screens ask and show; workflows do."""
