"""Pages of guides as files: after any deed they are what making all of them anew would give."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from fund_services.guides.made import GUIDE
from gongkai.fund_services.models import GuideVersion, ServiceItem
from gongkai.fund_services.operations.guides import (
    add_item,
    confirm_item,
    offer_again,
    register_listed_items,
    release_guide,
    set_online_from,
    submit_guide,
    withdraw_item,
    write_guide,
)
from gongkai.fund_services.queries.guides.in_force import version_in_force
from publications.office import office
from static_site.keeping import built, files_of, followed, record_of

pytestmark = pytest.mark.django_db


class Guides:
    """A centre at work on its guides: each deed is a real operation on what is there."""

    def __init__(self, draw):
        self.draw, self.place = draw, office()
        self.place.agency.office_hours = "工作日 9:00—17:00"
        self.place.agency.save()
        register_listed_items(agency=self.place.agency, **self.by(self.place.office_head))

    def by(self, officer):
        at = timezone.now()
        return {"officer": officer, "on": timezone.localdate(at), "at": at}

    def one(self, **wanted):
        rows = ServiceItem.objects.filter(agency=self.place.agency, **wanted).order_by("pk")
        return self.draw.choice(list(rows))

    def release(self, ahead=0):
        item, by = self.one(withdrawn_on=None), self.by(self.place.drafter)
        guide = replace(GUIDE, summary=f"第{self.draw.randrange(9999)}次修改。")
        day = by["on"] + timedelta(days=ahead)
        version = write_guide(item=item, guide=guide, seen=0, in_force_from=day, **by)
        version = submit_guide(item=item, seen=version.saved, **by)
        return release_guide(item=item, seen=version.saved, **self.by(self.place.reviewer))

    def release_later(self):
        self.release(ahead=9)

    def confirm(self):
        item = self.one(withdrawn_on=None, confirmed_on=None)
        by = self.by(self.place.office_head)
        guide = version_in_force(item, by["on"])
        confirm_item(item=item, number=guide.number if guide else 0, **by)

    def set_online(self):
        by = self.by(self.place.office_head)
        set_online_from(item=self.one(online_from=None), online_from=by["on"], **by)

    def add(self):
        by = self.by(self.place.office_head)
        name = f"自有事项{self.draw.randrange(9999)}"
        add_item(agency=self.place.agency, name=name, audience="WORKER",
                 offered_from=by["on"], **by)  # fmt: skip

    def withdraw(self):
        by = self.by(self.place.office_head)
        withdraw_item(item=self.one(withdrawn_on=None), withdrawn_on=by["on"], reason="调整", **by)

    def offer_again(self):
        by = self.by(self.place.office_head)
        if ServiceItem.objects.exclude(withdrawn_on=None).exists():
            offer_again(item=self.one(withdrawn_on__isnull=False), reason="恢复", **by)


DEEDS = ("release", "release", "release_later", "confirm", "set_online", "add", "withdraw",
         "offer_again")  # fmt: skip


def test_following_gives_what_making_all_anew_gives():
    guides = Guides(random.Random(5))
    site = built(timezone.now())
    assert any(name.startswith("banshi/") for name in files_of(site))
    for deed in guides.draw.sample(DEEDS, len(DEEDS)):
        getattr(guides, deed)()
        followed(site, timezone.now())
        ours, record = files_of(site), record_of(site)
        built(timezone.now())
        assert ours == files_of(site), deed
        assert record == record_of(site), deed


def test_a_version_to_come_is_shown_on_its_day_without_anybody_doing_anything():
    guides = Guides(random.Random(3))
    version = guides.release(ahead=9)
    site = built(timezone.now())
    name = f"banshi/{version.item_id}/index.html"
    words = version.elements["summary"].encode()
    assert words not in files_of(site)[name]
    # Nine days go by: what was to come has come, and the page held until then.
    GuideVersion.objects.filter(pk=version.pk).update(in_force_from=timezone.localdate())
    followed(site, timezone.now() + timedelta(days=9, minutes=1))
    assert words in files_of(site)[name]


def test_a_withdrawn_guide_is_gone_from_the_files():
    guides = Guides(random.Random(4))
    item = guides.one(code="RENT_WITHDRAWAL")
    site = built(timezone.now())
    name = f"banshi/{item.pk}/index.html"
    assert name in files_of(site)
    by = guides.by(guides.place.office_head)
    withdraw_item(item=item, withdrawn_on=by["on"], reason="调整", **by)
    followed(site, timezone.now())
    files = files_of(site)
    assert name not in files and item.name.encode() not in files["banshi/index.html"]
