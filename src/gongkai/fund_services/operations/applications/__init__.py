"""What is done to business applied for online: filed, accepted, corrected, decided, sent."""
