"""互动交流: what the public is asked, and says."""
