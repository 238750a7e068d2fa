"""What is known of guides: in force, being written, missing, to be found and to be previewed."""
