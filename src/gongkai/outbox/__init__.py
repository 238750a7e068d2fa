"""What changed, in order, for those who must follow: index, site, channels."""
