"""Parts that look the same on many pages of a site: drawn once in a process, and held.

What is held is found by all that was read of organ and site for this very request, so that it is
never older than the page around it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gongkai.portal.site import Site

_MOST = 2000

_HELD: OrderedDict[Hashable, SafeString] = OrderedDict()
_LOCK = Lock()


def held(
    site: Site, name: str, told: tuple[Hashable, ...], draw: Callable[[], SafeString]
) -> SafeString:
    """Return a part of a site's pages, drawn where it is not held yet.

    :param told: all that the part depends on besides site, organ and installation
    """
    stamp = site.hosted.stamp if site.hosted else None
    # What is only looked at before it is public is drawn each time.
    if stamp is None:
        return draw()
    key = (name, stamp, site.domain, site.registration, get_language(), told)
    with _LOCK:
        if key in _HELD:
            _HELD.move_to_end(key)
            return _HELD[key]
    drawn = draw()
    with _LOCK:
        _HELD[key] = drawn
        if len(_HELD) > _MOST:
            _HELD.popitem(last=False)
    return drawn
