"""Reading call-backs, and the rates made of them."""
