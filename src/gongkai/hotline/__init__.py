"""Calls (热线来电) and tickets (诉求工单)."""
