"""Items on offer on a day, each with the version of its guide that holds then."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import FormVersion, GuideState, GuideVersion, ServiceItem
from gongkai.fund_services.permissions import is_fund_centre
from gongkai.rules.service_guides import GuideElements, read_guide
from gongkai.rules.service_items import ListedItem, group_names, listed_item

_LONGEST_KEY = 63


@dataclass(frozen=True)
class OfferedItem:
    """An item as the public reads it on a day; `version` is None where it has no guide yet.

    `has_form` tells that it can be applied for online that day, `is_online` that it is handled
    online in full (全程网办), `is_nationwide` that it is 跨省通办.
    """

    item: ServiceItem
    version: GuideVersion | None
    has_form: bool
    is_online: bool

    @cached_property
    def guide(self) -> GuideElements:
        """Return the elements of the guide, empty ones where it has none."""
        return read_guide(self.version.elements) if self.version else GuideElements()

    @cached_property
    def listed(self) -> ListedItem | None:
        """Return the item of the list that it is, None for one of the centre's own."""
        return listed_item(self.item.code) if self.item.code else None

    @property
    def is_nationwide(self) -> bool:
        """Tell whether it can be handled in any province."""
        return self.listed is not None and self.listed.is_nationwide

    @property
    def is_confirmed(self) -> bool:
        """Tell whether the centre stands for the item and its guide."""
        confirmed = self.version is None or self.version.is_confirmed
        return self.item.confirmed_on is not None and confirmed

    @property
    def group(self) -> str:
        """Return the code of the group in lists, "" where it is of none."""
        return self.guide.group or (self.listed.group if self.listed else "")

    @property
    def group_name(self) -> str:
        """Return what its group is called."""
        return group_names().get(self.group, "其他")


def offered_items(agency: Agency, on: date) -> list[OfferedItem]:
    """Return a centre's items on offer on a day in the order of the list; none of another organ.

    Two queries, however many there are.
    """
    if not is_fund_centre(agency):
        return []
    rows = with_guide_of(on_offer(on).filter(agency=agency), on)
    found = read_with_guides(rows, on)
    order = {code: place for place, code in enumerate((*group_names(), ""))}
    return sorted(found, key=lambda each: (order.get(each.group, len(order)), each.item.pk))


def offered_item(agency: Agency, pk: int, on: date) -> OfferedItem | None:
    """Return one of a centre's items on offer on a day, None where there is none."""
    # No key is longer, and the database refuses to look for one.
    if pk.bit_length() > _LONGEST_KEY or not is_fund_centre(agency):
        return None
    rows = with_guide_of(on_offer(on).filter(agency=agency, pk=pk), on)
    found = read_with_guides(rows, on)
    return found[0] if found else None


def was_withdrawn(agency: Agency, pk: int, on: date) -> bool:
    """Tell whether an item of a centre was on offer once and no longer is."""
    if pk.bit_length() > _LONGEST_KEY or not is_fund_centre(agency):
        return False
    return ServiceItem.objects.filter(agency=agency, pk=pk, withdrawn_on__lte=on).exists()


def version_in_force(item: ServiceItem, on: date) -> GuideVersion | None:
    """Return the version of an item's guide that holds on a day, None where none does yet."""
    return _in_force(on).filter(item=item).first()


def earlier_versions(item: ServiceItem, on: date) -> list[GuideVersion]:
    """Return the versions that held before the one of a day, the latest first."""
    return list(_in_force(on).filter(item=item)[1:])


def next_turn(agency: Agency, on: date) -> date | None:
    """Return the first day after `on` on which what the public reads changes by itself."""
    items = ServiceItem.objects.filter(agency=agency).aggregate(
        offered=Min("offered_from", filter=Q(offered_from__gt=on)),
        withdrawn=Min("withdrawn_on", filter=Q(withdrawn_on__gt=on)),
        online=Min("online_from", filter=Q(online_from__gt=on)),
    )
    guides = GuideVersion.objects.filter(
        item__agency=agency, state=GuideState.RELEASED, in_force_from__gt=on
    ).aggregate(guide=Min("in_force_from"))
    forms = _released_forms().filter(item__agency=agency, in_force_from__gt=on)
    first_form = forms.aggregate(form=Min("in_force_from"))
    days = (*items.values(), *guides.values(), *first_form.values())
    return min((day for day in days if day is not None), default=None)


def on_offer(on: date) -> QuerySet[ServiceItem]:
    """Return the items of all organs that are on offer on a day."""
    lasting = Q(withdrawn_on=None) | Q(withdrawn_on__gt=on)
    return ServiceItem.objects.filter(lasting, offered_from__lte=on)


def with_guide_of(rows: QuerySet[ServiceItem], on: date) -> QuerySet[ServiceItem]:
    """Add to items the key of the guide that holds on a day, and whether a form does."""
    holding = _in_force(on).filter(item=OuterRef("pk")).values("pk")[:1]
    forms = _released_forms().filter(item=OuterRef("pk"), in_force_from__lte=on)
    return rows.annotate(guide_key=Subquery(holding), has_form=Exists(forms)).order_by("pk")


def read_with_guides(rows: Iterable[ServiceItem], on: date) -> list[OfferedItem]:
    """Return items that `with_guide_of` read, with their guides in one more query."""
    items = list(rows)
    guides = guides_by_key([each.guide_key for each in items if each.guide_key is not None])
    return [
        OfferedItem(
            item=each,
            version=guides.get(each.guide_key),
            has_form=each.has_form,
            is_online=each.online_from is not None and each.online_from <= on,
        )
        for each in items
    ]


def guides_by_key(keys: Collection[int]) -> dict[int | None, GuideVersion]:
    """Return versions by their keys."""
    if not keys:
        return {}
    rows = GuideVersion.objects.filter(pk__in=keys).select_related("written_by", "released_by")
    return {each.pk: each for each in rows}


def _released_forms() -> QuerySet[FormVersion]:
    return FormVersion.objects.filter(released_at__isnull=False)


def _in_force(on: date) -> QuerySet[GuideVersion]:
    """Return the versions that hold or held by a day, of each item the one that holds first."""
    rows = GuideVersion.objects.filter(state=GuideState.RELEASED, in_force_from__lte=on)
    return rows.select_related("written_by", "released_by").order_by("-in_force_from", "-number")
