"""What staff see, inside the Wagtail admin."""
