"""Consolidated reports on paper: what is adjusted is read, who contributed is written."""
