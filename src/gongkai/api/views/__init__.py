"""What machines may ask for, one module for each subject."""
