"""我的账户: signing in, changing what is one's own, acting for an employer."""
