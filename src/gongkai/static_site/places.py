"""Where the files of all sites stand."""

from pathlib import Path

from django.conf import settings

# Below it a link for each host leads to the files of its site.
HOSTS = ".hosts"
# The site of every host that is nobody's.
ANY_HOST = "_"


def folder() -> Path:
    """Return the folder of all sites."""
    return Path(settings.HOME) / "site"
