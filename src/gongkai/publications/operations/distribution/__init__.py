"""Taking approved items to outlets beside the site; none of them can hold up the site."""
