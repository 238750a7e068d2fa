"""A personal list of materials (材料清单) to print and to tick off, as PDF."""
