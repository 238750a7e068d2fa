"""Pages of a PDF: what stands on them, and the lines, tables and paragraphs it makes."""
