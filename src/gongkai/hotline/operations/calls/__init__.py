"""Answering at the desk: registering calls, correcting them, calling numbers back."""
