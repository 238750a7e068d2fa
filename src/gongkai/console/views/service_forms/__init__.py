"""The forms of online business: which are in force, what they say, and new ones."""
