"""Machines outside that tickets come from and go to; knows no Django."""
