"""我的公积金: what a person sees of his own fund when he is signed in."""
