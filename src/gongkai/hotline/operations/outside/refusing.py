"""What exchanges with the outside refuse."""


class OutsideRefused(ValueError):
    """It cannot be done like this; the text says why and what to do, in Chinese."""
