"""Setting text as PDF by Typst, with the typefaces an installation has."""
