"""Whatever happens to the records, the files are those that making all of them anew would give."""

import random
from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai.publications.models import Column, Item
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.columns import ColumnSettings, add_column, change_column
from gongkai.publications.operations.configuring import save_publishing_settings
from gongkai.publications.operations.drafting import revise_item, save_item
from gongkai.publications.operations.linking import link_items
from gongkai.publications.operations.publishing import expire_due, publish_due, take_down
from gongkai.static_site.following import follow
from gongkai.static_site.rendering import Renderer
from publications.office import content, drafted, office, passed, published
from static_site.keeping import built, files_of, followed, marks_of, record_of

pytestmark = pytest.mark.django_db

WORDS = ("提取", "缴存", "贷款", "网点", "年报", "结息")


class Year:
    """An office at work: each deed is a real operation on what is there."""

    def __init__(self, draw):
        self.draw, self.place = draw, office()
        self.others = [
            add_column(
                agency=self.place.agency, code=f"lan{n}", content=ColumnSettings(name=f"栏目{n}"),
                officer=self.place.office_head, **self.now,
            )
            for n in range(2)
        ]  # fmt: skip

    @property
    def now(self):
        at = timezone.now()
        return {"on": timezone.localdate(at), "at": at}

    @property
    def public(self):
        return list(Item.objects.filter(public_revision__isnull=False).order_by("pk"))

    def publish(self):
        item = drafted(self.place, **self._content())
        if self.draw.random() < 0.5:
            attach_file(
                item=item, version=item.version, use="ATTACHMENT", name="附件.txt",
                content=self.draw.choice(WORDS).encode() * 9, officer=self.place.drafter,
                **self.now,
            )  # fmt: skip
            item.refresh_from_db()
        if self.public and self.draw.random() < 0.6:
            link_items(
                item=item, version=item.version, target=self.draw.choice(self.public),
                kind=self.draw.choice(("RELATED", "INTERPRETS", "REPEALS")),
                officer=self.place.drafter, **self.now,
            )  # fmt: skip
            item.refresh_from_db()
        published(self.place, item)

    def publish_then_expire(self):
        until = timezone.now() - timedelta(seconds=1)
        item = passed(self.place, **self._content())
        Item.objects.filter(pk=item.pk).update(publish_at=None)
        published(self.place, **self._content())
        shown = self.draw.choice(self.public)
        Item.objects.filter(pk=shown.pk).update(public_until=until)
        expire_due(**self.now)

    def revise(self):
        if not self.public:
            return
        item = self.draw.choice(self.public)
        if item.state != "PUBLISHED":
            return
        item = revise_item(item=item, version=item.version, officer=self.place.drafter, **self.now)
        item = save_item(
            item=item, version=item.version, content=content(self.place, **self._content()),
            officer=self.place.drafter, **self.now,
        )  # fmt: skip
        published(self.place, item)

    def withdraw(self):
        if self.public:
            take_down(
                item=self.draw.choice(self.public), reason="内容有误",
                officer=self.place.office_head, **self.now,
            )  # fmt: skip

    def rename_column(self):
        column = self.draw.choice(self.others)
        column.refresh_from_db()
        change_column(
            column=column, content=ColumnSettings(name=f"{column.name[:8]}改"),
            officer=self.place.office_head, **self.now,
        )  # fmt: skip

    def set_publishing(self):
        save_publishing_settings(
            agency=self.place.agency, officer=self.place.office_head, title_limit=60, **self.now
        )

    def nothing_due(self):
        publish_due(**self.now)

    def _content(self):
        columns = list(Column.objects.filter(agency=self.place.agency).order_by("pk"))
        main = self.draw.choice(columns)
        return {
            "column": main,
            "also_in": [c for c in columns if c != main and self.draw.random() < 0.3],
            "title": f"关于{self.draw.choice(WORDS)}有关事项的通知{self.draw.randrange(99)}号",
            "formed_on": date(2024, 1, self.draw.randrange(1, 10)),
        }


DEEDS = ("publish", "publish", "publish", "revise", "withdraw", "publish_then_expire",
         "rename_column", "set_publishing", "nothing_due")  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_following_gives_what_making_all_anew_gives(seed):
    year = Year(random.Random(seed))
    year.publish()
    site = built(timezone.now())
    for deed in (year.draw.choice(DEEDS) for _ in range(8)):
        getattr(year, deed)()
        followed(site, timezone.now())
        ours, record = files_of(site), record_of(site)
        built(timezone.now())
        assert ours == files_of(site), deed
        assert record == record_of(site), deed


def test_only_what_a_publication_touches_is_written():
    year = Year(random.Random(7))
    for _ in range(6):
        published(year.place, title="关于网点的通知")
    site = built(timezone.now())
    before = marks_of(site)
    new = published(year.place, title="关于新网点的通知")
    done = follow(site, Renderer(site.base), timezone.now())
    after = marks_of(site)
    changed = {name for name in after if after[name] != before.get(name)}
    own = f"xinxi/{year.place.agency.code}"
    assert f"{own}/{new.pk}/index.html" in changed
    assert "index.html" in changed
    assert not done.needs_build
    assert len(done.renewal.written) == len(changed)
    untouched = {f"{own}/{item.pk}/index.html" for item in year.public[:-2]}
    assert untouched and not untouched & changed
    assert not any(name.startswith(f"{own}/lanmu/lan") for name in changed)
    # Pages are there before what leads to them; the home page comes last.
    assert done.renewal.written[0] == f"/{own}/{new.pk}/"
    early = [path for path in done.renewal.written if "/p" not in path and "sitemap" not in path]
    assert early[-1] == "/"


def test_following_again_writes_nothing():
    year = Year(random.Random(8))
    year.publish()
    site = built(timezone.now())
    before = marks_of(site)
    done = follow(site, Renderer(site.base), timezone.now())
    assert (done.changes, done.needs_build, done.renewal.written) == (0, False, [])
    assert marks_of(site) == before


def test_what_is_taken_down_is_gone_with_its_files():
    year = Year(random.Random(9))
    item = drafted(year.place)
    attach_file(
        item=item, version=item.version, use="ATTACHMENT", name="附件.txt", content="提取".encode(),
        officer=year.place.drafter, **year.now,
    )  # fmt: skip
    item.refresh_from_db()
    item = published(year.place, item)
    site = built(timezone.now())
    own = f"xinxi/{year.place.agency.code}/{item.pk}/"
    assert sum(name.startswith(own) for name in files_of(site)) >= 2
    take_down(item=item, reason="内容有误", officer=year.place.office_head, **year.now)
    followed(site, timezone.now())
    assert not any(name.startswith(own) for name in files_of(site))
