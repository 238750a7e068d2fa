"""Papers that go with the reports of a year: letters to organs, tables of what arrived."""
