"""Publishes items on the environment's installation: `python -m static_site.some_items 3`."""

import sys
from datetime import timedelta

import django


def main(number):
    """Publish a number of items with an attachment each, through the real operations."""
    from django.utils import timezone  # noqa: PLC0415

    from gongkai.publications.operations.attaching import attach_file  # noqa: PLC0415
    from publications import office  # noqa: PLC0415

    at = timezone.now() - timedelta(seconds=5)
    office.NOW.update(on=timezone.localdate(at), at=at)
    place = _there() or office.office()
    for count in range(number):
        item = office.drafted(place, title=f"关于第{count + 1}号事项的通知")
        attach_file(
            item=item, version=item.version, use="ATTACHMENT", name="办事指南.txt",
            content="请携带身份证件。".encode() * 50, officer=place.drafter, **office.NOW,
        )  # fmt: skip
        item.refresh_from_db()
        office.published(place, item)


def _there():
    """Return the office that an earlier run made, None before the first."""
    from gongkai.agencies.models import Agency, Officer  # noqa: PLC0415
    from gongkai.publications.models import Column  # noqa: PLC0415
    from publications import office  # noqa: PLC0415

    agency = Agency.objects.first()
    if agency is None:
        return None
    people = Officer.objects.filter(agency=agency).order_by("pk")[:6]
    return office.Office(agency, Column.objects.filter(agency=agency).first(), *people)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
