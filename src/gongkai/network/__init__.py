"""How machines outside are asked: nothing here knows whom, or what for."""
