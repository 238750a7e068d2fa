"""预约: choosing a slot, booking it, following the appointment."""
