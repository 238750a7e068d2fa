"""One module a screen; each view makes one domain call and shows what comes back."""
