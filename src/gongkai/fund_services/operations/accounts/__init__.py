"""Opening, signing in to, changing and ending online accounts; agents of employers."""
