"""The sheets of the ledger workbook: one place for template, reading, help and preview."""
