"""Online accounts: who is signed in, for whom he acts, where else he is signed in."""
