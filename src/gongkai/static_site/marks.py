"""How a public page tells whoever renders it to a file that it may be kept, and what it reads."""

READS_HEADER = "Gongkai-Reads"
UNTIL_HEADER = "Gongkai-Until"
# Set in the environment of a request by whoever renders pages to files, and by nobody outside: no
# header of a request can be called so.
RENDERING = "gongkai.rendering"

# A visitor who has chosen another view of the pages; the application answers him.
VIEW_COOKIE = "gongkai_view"

# Every page depends on it: settings of the site, names of columns, the organ's data.
WHOLE_SITE = "site"
