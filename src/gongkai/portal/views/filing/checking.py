"""Looking through all that will be filed, and what still keeps it from that."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.fund_services.operations.applications.drafting import Drafted
from gongkai.fund_services.operations.applications.filing import problems_to_file, with_facts
from gongkai.fund_services.queries.applications.batches import (
    batch_of,
    is_being_checked,
    rows_of_batch,
)
from gongkai.portal.filing_pages import (
    BATCH,
    CHECK,
    SIGN,
    filing_page,
    place_of,
    previous_slug,
    step_address,
    steps_of,
)
from gongkai.portal.filling import Filling
from gongkai.privacy.masking import mask_identity, mask_phone
from gongkai.rules.service_forms import (
    FieldDefinition,
    FieldKind,
    RuleKind,
    shown_value,
    tidy_values,
)
from gongkai.rules.service_forms.kinds import PERSONAL


class ProblemLink(NamedTuple):
    """What is wrong, and in which step it is put right."""

    address: str
    message: str


def check_step(request: HttpRequest, filling: Filling, drafted: Drafted) -> HttpResponse:
    """Show everything that will be filed; nothing is sent here."""
    definition = filling.definition
    if request.method == "POST" and "back" in request.POST:
        return redirect(step_address(filling.code, previous_slug(definition, CHECK)))
    known = filling.known()
    batch = batch_of(filling.account, drafted.content.batch)
    rows = rows_of_batch(batch)
    on = timezone.localdate()
    found = problems_to_file(
        definition, drafted.content.values, drafted.content.files, rows, known, on
    )
    problems = [
        ProblemLink(step_address(filling.code, place_of(definition, each.field)), each.message)
        for each in found
    ]
    if batch is not None and batch.state != "GOOD" and definition.batch is not None:
        told = (
            _("明细表：正在校验，请稍候。")
            if is_being_checked(batch)
            else _("明细表：没有校验通过。")
        )
        problems = [each for each in problems if not each.address.endswith(f"/{BATCH}/")]
        problems.append(ProblemLink(step_address(filling.code, BATCH), told))
    if request.method == "POST" and not problems:
        return redirect(step_address(filling.code, SIGN))
    values = tidy_values(definition, with_facts(definition, drafted.content.values, known), on)
    # What is typed twice is shown once.
    again = {rule.field for rule in definition.rules if rule.kind is RuleKind.SAME}
    sections = [
        (
            section.title,
            step_address(filling.code, str(number)),
            [
                (field.label, shown_masked(field, values.get(field.name, "")))
                for field in section.fields
                if field.name not in again and (values.get(field.name) or field.needed_with(values))
            ],
        )
        for number, section in enumerate(definition.sections, start=1)
    ]
    context = {
        "page": filing_page(_("核对"), filling.item.name, filling.code),
        "filling": filling,
        "drafted": drafted,
        "steps": steps_of(definition, CHECK),
        "sections": sections,
        "materials": [
            (each, files)
            for each in definition.materials
            if (files := drafted.content.of(each.name)) or each.needed_with(values)
        ],
        "batch": batch,
        "row_count": len(rows),
        "problems": problems,
        "away": known.away,
        "back": previous_slug(definition, CHECK),
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "portal/filing/check.html", context, status=status)


def shown_masked(field: FieldDefinition, value: str) -> str:
    """Return a value in words, with numbers of persons masked."""
    shown = shown_value(field, value)
    if field.kind is FieldKind.PHONE:
        return mask_phone(shown)
    return mask_identity(shown) if field.kind in PERSONAL else shown
