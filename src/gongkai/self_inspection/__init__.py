"""The website looked over by the rules of inspectors: what was found, and since when."""
