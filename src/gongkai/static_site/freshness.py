"""Whether files were made by the program and from the settings that are in use now."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac

from gongkai.agencies.models import Agency
from gongkai.static_site.hosts import KeptSite

_ENDINGS = frozenset({".py", ".html", ".txt", ".xml", ".toml", ".mo", ".css", ".js", ".svg"})
_SHOWN = (
    "GONGKAI_SITE_ID_CODE",
    "GONGKAI_ICP_NO",
    "GONGKAI_POLICE_NO",
    "GONGKAI_REPORT_ERROR_URL",
    "GONGKAI_LOG_DELAY_DAYS",
)
_TOLD = ("code", "name", "short_name", "address", "postcode", "phone", "email", "office_hours")


def made_from(site: KeptSite) -> str:
    """Return a digest of all that every page of a site is made from besides what is announced.

    The data of organs are among it: some are registered without an announcement.
    """
    organs = list(Agency.objects.order_by("pk").values_list(*_TOLD, "is_default"))
    shown = [str(getattr(settings, name, "")) for name in _SHOWN]
    # Links that lead out are signed: under another key a kept page's would lead nowhere.
    key = salted_hmac("gongkai.static_site", "", algorithm="sha256").hexdigest()
    told = repr((_program(Path(settings.PACKAGE)), site.base, organs, shown, key))
    return sha256(told.encode()).hexdigest()


@lru_cache(maxsize=1)
def _program(package: Path) -> str:
    digest = sha256()
    files = sorted(path for path in package.rglob("*") if path.suffix in _ENDINGS)
    for path in (*files, Path(settings.STATIC_ROOT) / "staticfiles.json"):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()
