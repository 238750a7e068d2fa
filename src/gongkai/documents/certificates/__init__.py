"""Certificates as PDF/A: set by Typst, sealed after PAdES, looked at when they come back."""
