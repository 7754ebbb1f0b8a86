"""Staff supervision in social care, in a terminal, offline."""

__version__ = "0.1.0"
