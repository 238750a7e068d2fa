"""Two compared reports on paper and screen: as plain text, as a workbook, as charts."""
