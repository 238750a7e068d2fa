"""Append-only, hash-chained record (审计日志) of who did and read what."""
