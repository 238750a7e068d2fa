"""The year counted: figures, narrative, gate, sign-off, snapshot, publication."""
