"""What a person sees of his own fund: account, deposits, loans, and what he has under way."""
