"""Files that strangers hand in: told by their content, refused when they could do harm."""
