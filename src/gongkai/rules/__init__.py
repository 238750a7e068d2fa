"""What the law says: dated figures from the statutes, and pure functions over them."""
