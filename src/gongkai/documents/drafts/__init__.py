"""Drafts taken in from elsewhere: pasted text and Word files, with their structure alone."""
