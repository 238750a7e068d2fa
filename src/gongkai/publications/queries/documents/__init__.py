"""Reading official documents, their registers, and what is to be done about them."""
