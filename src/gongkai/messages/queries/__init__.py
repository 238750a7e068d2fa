"""What was sent and how far it came, notices nobody has read, and what officers chose."""

from gongkai.messages.queries.notices import mails_by_key, unread_notices
from gongkai.messages.queries.proofs import Proof, WayProof, proof_of, proofs_of

__all__ = ["Proof", "WayProof", "mails_by_key", "proof_of", "proofs_of", "unread_notices"]
