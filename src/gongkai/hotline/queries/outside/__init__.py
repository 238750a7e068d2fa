"""Reading how the exchanges with the outside stand."""
