"""Why a file is not taken in."""


class AttachmentRefused(ValueError):
    """The file is not taken in; the message names it, says why and what to do, in Chinese."""
