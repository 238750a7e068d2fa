"""What followers of the organ's WeChat account send, and what they are told."""
