"""How a command ends when it cannot do what was asked."""


class Refused(Exception):
    """A command's refusal: one Chinese line with the remedy, and the exit code (2 is bad input)."""

    def __init__(self, message: str, code: int = 2) -> None:
        super().__init__(message)
        self.message = " ".join(message.split())
        self.code = code
