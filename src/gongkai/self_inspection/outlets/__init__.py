"""Looking from outside: our own pages as a browser gets them, other sites, the host itself."""
