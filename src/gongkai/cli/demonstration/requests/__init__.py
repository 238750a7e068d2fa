"""The demonstration's living cases: requests and matters at every stage, as of the load day."""
