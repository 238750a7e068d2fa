"""The stock site's only table."""
