"""Tickets at the console: the queue, one ticket, what is done to it, new ones."""
