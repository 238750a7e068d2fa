"""Invented organs' finished reports, and the city's office that collects, checks and decides."""
