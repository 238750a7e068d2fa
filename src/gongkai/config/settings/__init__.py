"""Settings: one base for every installation, steered by the environment; one for tests."""
