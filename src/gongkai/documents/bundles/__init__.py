"""The bundle of one case for the archive: parts in order, as one ZIP and as one PDF."""
