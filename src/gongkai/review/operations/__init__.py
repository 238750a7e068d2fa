"""Opening rounds, signing in them, standing in for another, and refusing what has not passed."""

from gongkai.review.operations.rounds import (
    NotPassed,
    SignatureRefused,
    open_round,
    require_passed,
    sign,
    void_open_round,
)
from gongkai.review.operations.substituting import (
    SubstitutionRefused,
    appoint_substitute,
    end_substitution,
)

__all__ = [
    "NotPassed",
    "SignatureRefused",
    "SubstitutionRefused",
    "appoint_substitute",
    "end_substitution",
    "open_round",
    "require_passed",
    "sign",
    "void_open_round",
]
