"""Institutions (制度) in force and activities (活动) held."""
