"""Official documents after GB/T 9704-2012: set as PDF, written as DOCX, and measured."""
