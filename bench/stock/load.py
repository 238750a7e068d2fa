"""Fills the stock site: `python -m bench.stock.load BYTES` adds /sBYTES/ of about that size."""

import sys

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from bench.stock.models import TextPage  # noqa: E402

_LISTED = 20
_SENTENCE = "<p>住房公积金归集、提取、贷款业务办理的有关事项。</p>"
# What the frame of the page and the extracts of those below it take, in bytes.
_FRAME = 5200


def main(size: int) -> None:
    """Make a page of a size that lists as many pages below it as our lists do."""
    call_command("migrate", verbosity=0, interactive=False)
    top = TextPage.objects.filter(slug="top").first()
    if top is None:
        top = Page.get_first_root_node().add_child(instance=TextPage(title="首页", slug="top"))
        Site.objects.update_or_create(
            hostname="localhost", port=80, defaults={"root_page": top, "is_default_site": True}
        )
    text = _SENTENCE * max(1, (size - _FRAME) // len(_SENTENCE.encode()))
    page = top.add_child(instance=TextPage(title="通知公告", slug=f"s{size}", body=text))
    for place in range(_LISTED):
        page.add_child(
            instance=TextPage(title=f"关于第{place}号事项的通知", slug=f"p{place}", body=_SENTENCE)
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
