"""Where looking for pages begins; all others are found by their links."""

SEEDS = (
    "/",
    "/robots.txt",
    "/sitemap.xml",
    "/.well-known/security.txt",
    "/cuowu/404/",
    "/cuowu/500/",
    "/cuowu/503/",
)
