"""Official letters after GB/T 9704-2012: as PDF to sign and as DOCX to edit."""
