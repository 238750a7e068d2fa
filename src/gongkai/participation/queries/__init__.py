"""What is open, what came in, what it amounts to."""

from gongkai.participation.queries.running import OpenPiece, open_now

__all__ = ["OpenPiece", "open_now"]
