"""Typesetting: documents rendered for people and for machines; stands on the rules alone."""
