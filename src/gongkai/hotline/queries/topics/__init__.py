"""An organ's tree of matters: as the desk offers it and as it is edited."""
