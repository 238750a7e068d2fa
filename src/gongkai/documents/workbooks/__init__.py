"""Excel workbooks with fixed sheets: a template out, and whatever offices made of it in."""
