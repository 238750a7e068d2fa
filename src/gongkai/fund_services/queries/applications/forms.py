"""Forms of items as they stand on a day, and the versions that there are of them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import FormVersion, ServiceItem
from gongkai.rules.service_forms import FormDefinition, read_definition, table_digest


class FormAltered(Exception):
    """A stored form is not what its digest says; nothing is read or shown by it."""


class ItemForm(NamedTuple):
    """An item with the form that is filled in for it now, None where there is none."""

    item: ServiceItem
    form: FormVersion | None
    versions: int
    waiting: int


def item_with_code(agency: Agency, code: str, on: date) -> ServiceItem | None:
    """Return the item of a code that a centre offers on a day."""
    return _offered(agency, on).filter(code=code).first()


def form_in_force(item: ServiceItem, on: date) -> FormVersion | None:
    """Return the version of an item's form that is filled in on a day, None if there is none."""
    rows = FormVersion.objects.filter(
        item=item, released_at__isnull=False, in_force_from__lte=on
    ).select_related("item")
    return rows.order_by("-in_force_from", "-number").first()


def definition_of(form: FormVersion) -> FormDefinition:
    """Return what a version asks for.

    :raises FormAltered: if it is not what its digest says
    """
    if table_digest(form.definition) != form.digest:
        raise FormAltered(f"表单版本{form.pk}的内容与登记的摘要不符，请联系系统管理员。")
    return read_definition(form.definition)


def items_with_forms(agency: Agency, on: date) -> list[ItemForm]:
    """Return a centre's items of the list with the forms of a day, employers' first."""
    items = list(
        ServiceItem.objects.filter(agency=agency)
        .exclude(code="")
        .order_by("audience", "register_no", "pk")
    )
    versions: dict[int, list[FormVersion]] = {item.pk: [] for item in items}
    rows = FormVersion.objects.filter(item__in=items).defer("definition")
    for form in rows.order_by("-in_force_from", "-number"):
        versions[form.item_id].append(form)
    return [
        ItemForm(
            item,
            _first_in_force(versions[item.pk], on),
            len(versions[item.pk]),
            sum(form.released_at is None for form in versions[item.pk]),
        )
        for item in items
    ]


def names_with_forms(agency: Agency, on: date) -> dict[str, str]:
    """Return what a centre calls the items that can be filed online on a day, by their codes."""
    released = FormVersion.objects.filter(
        item=OuterRef("pk"), released_at__isnull=False, in_force_from__lte=on
    )
    rows = _offered(agency, on).exclude(code="").filter(Exists(released))
    return dict(rows.order_by("pk").values_list("code", "name"))


def versions_of(item: ServiceItem) -> list[FormVersion]:
    """Return every version of an item's form, the last first."""
    rows = FormVersion.objects.filter(item=item).select_related("made_by", "released_by")
    return list(rows.order_by("-number"))


def version_of(agency: Agency, pk: int) -> FormVersion | None:
    """Return a version of a centre's forms by its key."""
    rows = FormVersion.objects.select_related("item__agency", "made_by", "released_by")
    return rows.filter(item__agency=agency, pk=pk).first()


def item_of(agency: Agency, pk: int) -> ServiceItem | None:
    """Return a centre's item of the list by its key."""
    return ServiceItem.objects.filter(agency=agency, pk=pk).exclude(code="").first()


def _offered(agency: Agency, on: date) -> QuerySet[ServiceItem]:
    rows = ServiceItem.objects.filter(agency=agency, offered_from__lte=on)
    return rows.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))


def _first_in_force(forms: Iterable[FormVersion], on: date) -> FormVersion | None:
    return next(
        (form for form in forms if form.released_at is not None and form.in_force_from <= on), None
    )
