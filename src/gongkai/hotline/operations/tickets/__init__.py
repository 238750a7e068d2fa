"""Acting on tickets: opening, dispatching, handling, replying, closing."""
