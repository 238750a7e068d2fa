"""An office that publishes: its people, and items at every step of their way."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from factories import AgencyFactory, ColumnFactory, OfficerFactory
from gongkai.agencies.models import Agency, Officer
from gongkai.publications.models import Column, Item
from gongkai.publications.operations.drafting import ItemContent, draft_item
from gongkai.publications.operations.publishing import publish_item
from gongkai.publications.operations.secrecy import review_secrecy
from gongkai.publications.operations.signing import sign_item
from gongkai.publications.operations.submitting import submit_item
from gongkai.publications.queries.contents import content_hash
from gongkai.publications.queries.stages import stages_of

ON = date(2024, 1, 10)
AT = datetime(2024, 1, 10, 2, 30, tzinfo=UTC)
NOW = {"on": ON, "at": AT}


class Office(NamedTuple):
    """An organ with one person of each role."""

    agency: Agency
    column: Column
    drafter: Officer
    department_head: Officer
    reviewer: Officer
    office_head: Officer
    leader: Officer
    secrecy: Officer

    @property
    def signers(self) -> tuple[Officer, ...]:
        """Return who signs the three stages."""
        return self.department_head, self.reviewer, self.leader


def office() -> Office:
    """Return an office, its people in office since 2022."""
    agency = AgencyFactory(social_credit_code="12211400MB1234567X")
    roles = (
        "CLERK", "DEPARTMENT_HEAD", "REVIEWER", "OFFICE_HEAD", "LEADER", "SECRECY_REVIEWER",
    )  # fmt: skip
    names = ("王拟稿", "李科长", "赵审核", "钱主任", "孙局长", "周保密")
    people = [
        OfficerFactory(agency=agency, role=role, name=name)
        for role, name in zip(roles, names, strict=True)
    ]
    return Office(agency, ColumnFactory(agency=agency, name="通知公告"), *people)


def content(place: Office, **changes) -> ItemContent:
    """Return a complete content without a fault."""
    return ItemContent(
        **{
            "column": place.column,
            "title": "关于调整住房公积金网点办公时间的通知",
            "summary": "告知各网点自2024年2月1日起的办公时间。",
            "body": "<p>自2024年2月1日起，各网点的办公时间为上午8时30分至下午5时。</p>",
            "formed_on": date(2024, 1, 9),
            **changes,
        }
    )


def drafted(place: Office, **changes) -> Item:
    """Return a draft."""
    return draft_item(
        agency=place.agency, content=content(place, **changes), officer=place.drafter, **NOW
    )


def submitted(place: Office, item: Item | None = None, **changes) -> Item:
    """Return an item that is being examined."""
    item = item or drafted(place, **changes)
    return submit_item(item=item, version=item.version, officer=place.drafter, **NOW)


def signed(place: Office, item: Item, officer: Officer, verdict: str = "PASS", **changes) -> Item:
    """Return an item with one more signature, everything ticked off."""
    item.refresh_from_db()
    stage = item.review_round.stages[item.review_round.signatures.count()]
    checks = next(each.checks for each in stages_of(item.column) if each.name == stage)
    given = {
        "verdict": verdict,
        "opinion": "同意" if verdict == "PASS" else "请核对时间",
        "content_hash": content_hash(item),
        "checked": checks,
        **changes,
    }
    return sign_item(item=item, officer=officer, **given, **NOW)


def passed(place: Office, item: Item | None = None, **changes) -> Item:
    """Return an item that three people and the secrecy reviewer have passed."""
    item = submitted(place, item, **changes)
    for officer in place.signers:
        item = signed(place, item, officer)
    review_secrecy(
        item=item,
        conclusion="PUBLIC",
        basis="不涉及国家秘密、商业秘密和个人隐私",
        content_hash=content_hash(item),
        officer=place.secrecy,
        **NOW,
    )
    return item


def published(place: Office, item: Item | None = None, **changes) -> Item:
    """Return an item that is public."""
    item = passed(place, item, **changes)
    return publish_item(item=item, version=item.version, officer=place.drafter, **NOW)
