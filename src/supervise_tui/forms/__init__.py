"""Form definitions: read, check, and keep what people answer."""
