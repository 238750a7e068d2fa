"""What is known of counters, their plans, and who booked what."""
