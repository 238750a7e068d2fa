"""What templates of the portal may ask for."""
