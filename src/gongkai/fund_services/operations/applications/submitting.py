"""Sending a draft in: signed, as it was looked at, with its batch; then it is a draft no more."""

from datetime import date, datetime

from django.db import transaction

from gongkai.fund_services.models import ApplicationDraft, BatchUpload, EmployerAgent
from gongkai.fund_services.operations.applications.filing import Filed, file_application
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import release_sealed
from gongkai.fund_services.queries.accounts.names import plain_name
from gongkai.fund_services.queries.applications.batches import (
    batch_of,
    is_being_checked,
    rows_of_batch,
)
from gongkai.fund_services.queries.applications.drafts import DraftFile, content_of_draft

SIGNATURE = "signature"
"""The material under which a drawn signature is kept."""


class DraftChanged(ApplicationRefused):
    """The draft is not what was looked at before it was signed."""


def submit_draft(
    *,
    draft: ApplicationDraft,
    agent: EmployerAgent | None,
    seen: str,
    agrees: bool,
    signature: str,
    drawn: DraftFile | None = None,
    on: date,
    at: datetime,
) -> Filed:
    """File what stands in a draft; sent twice, it is one application and one code.

    :param seen: digest of the draft as its owner looked at it (`DraftContent.digest`)
    :param agrees: the declaration's tick
    :param signature: the name typed under it, which is the account's own
    :param drawn: a signature drawn by hand, sealed already; nobody has to draw one
    :raises ApplicationRefused: if it is not signed, or its batch is not good yet
    :raises DraftChanged: if it was changed since it was looked at
    :raises MayNotFile, FormStale, FormIncomplete: as file_application does
    """
    _require_signed(agrees, signature, str(draft.account.name))
    content = content_of_draft(draft)
    if content.digest() != seen:
        raise DraftChanged("您核对以后，草稿在其他页面或者设备上有改动，没有提交；请重新核对。")
    batch = batch_of(draft.account, content.batch)
    if batch is not None and is_being_checked(batch):
        raise ApplicationRefused("明细表正在校验，没有提交；请等校验完成后再提交。")
    filed = file_application(
        account=draft.account,
        agent=agent,
        form=draft.form,
        values=content.values,
        files=[*content.files, *([drawn] if drawn else [])],
        rows=rows_of_batch(batch),
        token=draft.token,
        on=on,
        at=at,
        signature=" ".join(signature.split()),
    )
    if batch is not None:
        _forget(batch)
    return filed


@transaction.atomic
def _forget(batch: BatchUpload) -> None:
    """Forget the sheet of what was filed: its rows belong to the application now."""
    batch.delete()
    transaction.on_commit(lambda: release_sealed([batch.stored_name]))


def _require_signed(agrees: bool, signature: str, name: str) -> None:
    if not agrees:
        raise ApplicationRefused("承诺：未勾选，请阅读承诺内容，同意的请勾选。")
    if not signature.strip():
        raise ApplicationRefused("签名：未填写，请填写本人姓名。")
    if plain_name(signature) != plain_name(name):
        raise ApplicationRefused(
            f"签名：“{signature.strip()[:20]}”与登录账户的姓名不一致，请填写本人姓名。"
        )
