"""Notices (通知) to people, each with proof that it went out."""
