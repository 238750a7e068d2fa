"""Excel ledgers (台账) in and out: all or nothing per file."""
