"""Tables that other systems export: a header and rows, as CSV or as a workbook."""
