"""Versions of forms: those to begin with, those an officer brings, and who lets them out."""

import tomllib
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.operations import record
from gongkai.fund_services.models import FormVersion, ServiceItem
from gongkai.fund_services.operations.guides.acting import announce_guide
from gongkai.fund_services.permissions import require_staff
from gongkai.rules.service_forms import (
    FormFaulty,
    bundled_forms,
    read_definition,
    table_digest,
)

LARGEST_TABLE = 200 << 10
"""The most bytes of a form's TOML."""


class FormRefused(ValueError):
    """A form cannot be taken in or let out so; the message says why, in Chinese."""


@transaction.atomic
def install_forms(*, agency: Agency, on: date, at: datetime) -> int:
    """Give each item of the list that has no form yet the one that ships; return how many.

    They are in force from `on`; run again it changes nothing.
    """
    have = set(FormVersion.objects.filter(item__agency=agency).values_list("item", flat=True))
    items = ServiceItem.objects.filter(agency=agency).exclude(pk__in=have).select_related("agency")
    tables = bundled_forms()
    made = [_version(item, 1, tables[item.code], on, at) for item in items if item.code in tables]
    for form in made:
        form.released_at = at
    FormVersion.objects.bulk_create(made)
    if made:
        record(
            action="service_form.installed",
            subject=agency.code,
            at=at,
            agency=agency,
            detail={"items": sorted(form.item.code for form in made)},
        )
    for form in made:
        # Its guide leads to the form from now on.
        announce_guide(form.item, at)
    return len(made)


def form_table(content: bytes) -> dict[str, Any]:
    """Return the table of a form's TOML, after the form it defines was read.

    :raises FormRefused: too large, no TOML, or no form; the message names the place
    """
    if len(content) > LARGEST_TABLE:
        raise FormRefused(f"表单定义超过{LARGEST_TABLE >> 10}KB，请精简后再导入。")
    try:
        table = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise FormRefused("表单定义不是UTF-8编码的文本，请另存为UTF-8后再导入。") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FormRefused(f"表单定义不是有效的TOML：{error}，请改正后再导入。") from error
    try:
        read_definition(table)
    except FormFaulty as faulty:
        raise FormRefused(str(faulty)) from faulty
    return _plain(table)


@transaction.atomic
def import_form(
    *,
    item: ServiceItem,
    content: bytes,
    in_force_from: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> FormVersion:
    """Take a new version of an item's form in; another officer lets it out.

    :param content: the form's definition as TOML
    :raises NotAllowed: if the officer does not work with the centre's services
    :raises FormRefused: for no form, another item's, the one there is already, or a day in the past
    """
    require_staff(officer, item.agency, on)
    table = form_table(content)
    if table["item"] != item.code:
        raise FormRefused(
            f"表单定义是事项“{table['item']}”的，不是“{item.code}”的，请到相应事项中导入。"
        )
    _require_day(in_force_from, on)
    # Held so that two versions brought at once get numbers of their own.
    item = ServiceItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    versions = FormVersion.objects.filter(item=item)
    digest = table_digest(table)
    last = versions.order_by("-number").first()
    if last is not None and last.digest == digest:
        raise FormRefused(f"表单定义与第{last.number}版完全相同，不需要导入。")
    number = (versions.aggregate(most=Max("number"))["most"] or 0) + 1
    form = _version(item, number, table, in_force_from, at)
    form.made_by = officer
    form.save(force_insert=True)
    _recorded("service_form.imported", form, officer, at)
    return form


@transaction.atomic
def release_form(
    *, form: FormVersion, in_force_from: date, officer: Officer, on: date, at: datetime
) -> FormVersion:
    """Let a version out; it is filled in from its day on.

    :raises NotAllowed: if the officer neither decides nor reviews, or brought it himself
    :raises FormRefused: if it is out already, or its day has passed
    """
    row = FormVersion.objects.select_for_update(of=("self",)).select_related("item__agency")
    form = row.get(pk=form.pk)
    rights = require_staff(officer, form.item.agency, on)
    if not (rights.decides or rights.releases_guides):
        raise NotAllowed("发布表单由“业务复核人”或“审核人”办理，您没有相应角色。")
    if form.made_by_id == officer.pk:
        raise NotAllowed("不能发布本人导入的表单，请由其他人员核对后发布。")
    if form.released_at is not None:
        raise FormRefused(f"第{form.number}版已经发布。")
    _require_day(in_force_from, on)
    form.in_force_from = in_force_from
    form.released_at, form.released_by = at, officer
    form.save(update_fields=["in_force_from", "released_at", "released_by"])
    _recorded("service_form.released", form, officer, at)
    announce_guide(form.item, at)
    return form


def _version(
    item: ServiceItem, number: int, table: dict[str, Any], on: date, at: datetime
) -> FormVersion:
    plain = _plain(table)
    return FormVersion(
        item=item,
        number=number,
        definition=plain,
        digest=table_digest(plain),
        in_force_from=on,
        made_at=at,
    )


def _plain(value: Any) -> Any:
    """Return a table as JSON keeps it: days become text."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | bool) else str(value)


def _require_day(in_force_from: date, on: date) -> None:
    if in_force_from < on:
        raise FormRefused(
            f"启用日期：{in_force_from}早于今天，已经填写的申请不能改用新表，请选择今天或者以后的日期。"
        )


def _recorded(action: str, form: FormVersion, officer: Officer, at: datetime) -> None:
    record(
        action=action,
        subject=form.item.register_no,
        at=at,
        agency=form.item.agency,
        officer=officer,
        detail={
            "item": form.item.code,
            "number": form.number,
            "digest": form.digest,
            "in_force_from": form.in_force_from.isoformat(),
        },
    )
