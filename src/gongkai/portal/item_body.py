"""The approved text of an item as it stands in a page: files addressed, tables in a frame."""

import re
from collections.abc import Collection, Mapping
from html import escape

from django.utils.safestring import SafeString, mark_safe

from gongkai.documents.drafts.html_reading import read_blocks
from gongkai.documents.drafts.html_writing import html_of
from gongkai.portal.leaving import led_out

_FILE = re.compile(r'(src|href)="file:([0-9]{1,12})"')
_LOST_PICTURE = re.compile(r'<img src="file:[0-9]{1,12}" alt="([^"]*)">')
_LOST_LINK = re.compile(r'<a href="file:[0-9]{1,12}">(.*?)</a>', re.DOTALL)


def shown_body(
    body: str, addresses: Mapping[int, str], own: Collection[str], frame_label: str
) -> SafeString:
    """Return an item's text as markup for a page.

    It is read and written anew: only what drafts may hold comes through, whatever was stored. What
    names a file that the approved version does not have becomes plain words. Links to others lead
    by the page that says one is leaving.

    :param addresses: of the approved files, by their keys
    :param own: the site's own hosts
    :param frame_label: what the frame in which a wide table scrolls is called
    """
    markup = led_out(html_of(read_blocks(body)), own)
    markup = _FILE.sub(lambda found: _addressed(found, addresses), markup)
    markup = _LOST_LINK.sub(r"\1", _LOST_PICTURE.sub(r"\1", markup))
    opened = (
        f'<div class="item-scroll" role="region" aria-label="{escape(frame_label)}" tabindex="0">'
    )
    markup = markup.replace("<table>", f"{opened}<table>").replace("</table>", "</table></div>")
    return mark_safe(markup)


def _addressed(found: re.Match[str], addresses: Mapping[int, str]) -> str:
    address = addresses.get(int(found[2]))
    return f'{found[1]}="{escape(address)}"' if address else found[0]
