"""What an act on an online account may answer instead of being done."""


class AccountRefused(ValueError):
    """It cannot be done; the message names the field, why, and what to do, in Chinese.

    `field` is where on the form, "" where it is about the whole.
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AgentRefused(AccountRefused):
    """Somebody may not do this for an employer; the message says whom to ask."""
