"""Looking again at what was not published: 条例第十八条."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.publications.models import Column, DocumentState, OfficialDocument, Reassessment
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.documents.acting import hold, require_state, touch
from gongkai.publications.operations.documents.form_checks import require_decided
from gongkai.publications.operations.documents.making_public import start_item
from gongkai.publications.permissions import insist, may_configure
from gongkai.publications.queries.documents.clocks import next_review
from gongkai.publications.queries.documents.stages import writers_of
from gongkai.rules.attributes import DisclosureAttribute

_LONGEST = 500
_PROACTIVE = DisclosureAttribute.PROACTIVE.value


@transaction.atomic
def reassess_document(
    *,
    document: OfficialDocument,
    version: int,
    attribute: str,
    opinion: str,
    officer: Officer,
    on: date,
    at: datetime,
    ground: str = "",
    reason: str = "",
    column: Column | None = None,
    with_attachments: bool = False,
) -> Reassessment:
    """Record whether an issued document that is not published can be now: 条例第十八条.

    What can be becomes a draft item, which passes all stages and a secrecy review before anybody
    outside reads it; its 20 working days count from this day. The rest is looked at again after
    the organ's interval.

    :param with_attachments: give the attachments the same attribute
    :raises ItemRefused: without an opinion, of one's own document, or if the attribute does not
        stand
    :raises ItemChanged: if it was acted on since; NotAllowed: if the officer may not
    """
    insist(may_configure(officer, document.agency, on), "登记定期评估")
    held = hold(document, version=version)
    require_state(held, DocumentState.ISSUED)
    said, before = opinion.strip(), held.attribute
    if officer.pk in writers_of(held):
        raise ItemRefused("不能评估本人起草或者修改过的公文，请由其他负责人评估。")
    if before == _PROACTIVE:
        raise ItemRefused(f"公文《{held.title}》为主动公开，无须评估。")
    if not said or len(said) > _LONGEST:
        raise ItemRefused(f"评估意见：应为1至{_LONGEST}个字，现为{len(said)}个字，请修改。")
    held.attribute = attribute
    held.ground, held.reason = ("", "") if attribute == _PROACTIVE else (ground, reason.strip())
    if with_attachments:
        held.attachments = [row | {"attribute": attribute} for row in held.attachments]
    if column is not None and column.agency_id == held.agency_id:
        held.column = column
    require_decided(held)
    if attribute == _PROACTIVE and held.column is None:
        raise ItemRefused("公开栏目：改为主动公开的公文自动起草信息，请选择列入的栏目。")
    held.next_review_on = next_review(held, on)
    row: Reassessment = Reassessment.objects.create(
        document=held,
        officer=officer,
        on=on,
        before=before,
        after=attribute,
        opinion=said,
        next_review_on=held.next_review_on,
    )
    touch(
        held, action="reassessed", officer=officer, at=at,
        detail={"before": before, "after": attribute, "opinion": said},
    )  # fmt: skip
    start_item(held, on=on, at=at)
    return row
