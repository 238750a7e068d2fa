"""Filling a form in, step by step: saved on each, taken up on another device, forgotten in time."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from gongkai.fund_services.models import (
    ApplicationDraft,
    BatchUpload,
    EmployerAgent,
    FormVersion,
    OnlineAccount,
    ServiceItem,
)
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import release_sealed
from gongkai.fund_services.operations.applications.rights import require_may_file
from gongkai.fund_services.queries.applications.drafts import (
    KEPT_FOR,
    DraftContent,
    DraftFile,
    content_of_draft,
    employer_no_of,
)
from gongkai.fund_services.queries.applications.forms import definition_of
from gongkai.rules.service_forms import FormDefinition, carried_values, changes_between

MOST_FILES = 40
"""The most files of a draft."""
MOST_BYTES = 100 << 20
_LONGEST_VALUE = 5000


class Drafted(NamedTuple):
    """A draft with what stands in it, by its own version of the form."""

    draft: ApplicationDraft
    content: DraftContent
    definition: FormDefinition


@transaction.atomic
def open_draft(
    *,
    account: OnlineAccount,
    agent: EmployerAgent | None,
    item: ServiceItem,
    form: FormVersion,
    prefill: Mapping[str, str],
    at: datetime,
) -> Drafted:
    """Return somebody's draft of an item, a new one where he has none; two at once are one.

    A draft of an earlier version of the form goes over into this one, with what was typed.

    :param prefill: with what a new one begins
    :raises MayNotFile: if he may not file the item
    """
    definition = definition_of(form)
    require_may_file(item, definition, account, agent)
    begun = DraftContent(values=_kept(definition, prefill))
    ApplicationDraft.objects.bulk_create(
        [
            ApplicationDraft(
                account=account,
                item=item,
                employer_no=employer_no_of(agent),
                form=form,
                token=secrets.token_urlsafe(24),
                content=begun.written(),
                saved_at=at,
            )
        ],
        ignore_conflicts=True,
    )
    draft = _held(account, employer_no_of(agent), item)
    if draft.form_id != form.pk:
        return _carried_over(draft, form, definition, at)
    return Drafted(draft, content_of_draft(draft), definition)


@transaction.atomic
def save_step(
    *,
    draft: ApplicationDraft,
    values: Mapping[str, str],
    typed: frozenset[str] = frozenset(),
    at: datetime,
) -> DraftContent:
    """Keep what was typed in one step; what stands in the others stays as it is.

    :param typed: fields of it that the business system did not tell
    """

    def change(content: DraftContent, definition: FormDefinition) -> None:
        kept = _kept(definition, values)
        content.values |= kept
        content.typed = sorted((set(content.typed) - set(kept)) | (typed & set(kept)))

    return _changed(draft, change, at)


@transaction.atomic
def attach_file(*, draft: ApplicationDraft, file: DraftFile, at: datetime) -> DraftContent:
    """Put a sealed file with a draft's material.

    :raises ApplicationRefused: if there are too many of it, or together they are too large
    """

    def change(content: DraftContent, definition: FormDefinition) -> None:
        material = definition.material(file.material)
        if material is None:
            raise ApplicationRefused(f"文件“{file.name}”没有收取：表单中没有这项材料，请刷新页面。")
        if len(content.of(material.name)) >= material.most:
            raise ApplicationRefused(
                f"文件“{file.name}”没有收取：{material.label}最多{material.most}个文件，"
                "请删除不需要的再上传。"
            )
        size = sum(each.size for each in content.files) + file.size
        if len(content.files) >= MOST_FILES or size > MOST_BYTES:
            raise ApplicationRefused(
                f"文件“{file.name}”没有收取：全部材料最多{MOST_FILES}个、"
                f"合计不超过{MOST_BYTES >> 20}MB，请压缩图片或者合并为一个PDF。"
            )
        if all(each.sha256 != file.sha256 for each in content.of(material.name)):
            content.files.append(file)

    content = _changed(draft, change, at)
    if all(each.stored_name != file.stored_name for each in content.files):
        # The same picture twice is kept once.
        transaction.on_commit(lambda: release_sealed([file.stored_name]))
    return content


@transaction.atomic
def drop_file(*, draft: ApplicationDraft, stored_name: str, at: datetime) -> DraftContent:
    """Take a file out of a draft; it is forgotten."""
    dropped: list[str] = []

    def change(content: DraftContent, _definition: FormDefinition) -> None:
        dropped.extend(f.stored_name for f in content.files if f.stored_name == stored_name)
        content.files = [f for f in content.files if f.stored_name != stored_name]

    content = _changed(draft, change, at)
    transaction.on_commit(lambda: release_sealed(dropped))
    return content


@transaction.atomic
def put_batch(*, draft: ApplicationDraft, batch: BatchUpload | None, at: datetime) -> DraftContent:
    """Put a batch with a draft, in place of an earlier one, which is forgotten; None for none."""
    earlier: list[int] = []

    def change(content: DraftContent, _definition: FormDefinition) -> None:
        if content.batch is not None and (batch is None or content.batch != batch.pk):
            earlier.append(content.batch)
        content.batch = batch.pk if batch is not None else None

    content = _changed(draft, change, at)
    _forget_batches(earlier, draft.account)
    return content


@transaction.atomic
def forget_draft(*, draft: ApplicationDraft) -> None:
    """Forget a draft with its files."""
    held = ApplicationDraft.objects.select_for_update(of=("self",)).filter(pk=draft.pk).first()
    if held is None:
        return
    content = content_of_draft(held)
    held.delete()
    _forget_batches([content.batch] if content.batch else [], draft.account)
    names = [file.stored_name for file in content.files]
    transaction.on_commit(lambda: release_sealed(names))


def sweep_drafts(*, at: datetime) -> int:
    """Forget what was not saved for `KEPT_FOR`; return how many drafts."""
    old = ApplicationDraft.objects.filter(saved_at__lt=at - KEPT_FOR).select_related("account")
    count = 0
    for draft in old.order_by("saved_at")[:500]:
        forget_draft(draft=draft)
        count += 1
    return count


def _carried_over(
    draft: ApplicationDraft, form: FormVersion, definition: FormDefinition, at: datetime
) -> Drafted:
    content, old = content_of_draft(draft), definition_of(draft.form)
    content.values = carried_values(content.values, definition)
    content.typed = [name for name in content.typed if name in content.values]
    kept: list[DraftFile] = []
    gone: list[DraftFile] = []
    for file in content.files:
        (kept if definition.material(file.material) else gone).append(file)
    content.files = kept
    content.changes = list(dict.fromkeys([*content.changes, *changes_between(old, definition)]))
    batches = []
    if content.batch is not None and old.batch != definition.batch:
        batches, content.batch = [content.batch], None
    rows = ApplicationDraft.objects.filter(pk=draft.pk)
    rows.update(form=form, content=content.written(), saved_at=at)
    draft = _held(draft.account, draft.employer_no, draft.item)
    _forget_batches(batches, draft.account)
    names = [file.stored_name for file in gone]
    transaction.on_commit(lambda: release_sealed(names))
    return Drafted(draft, content, definition)


def _changed(
    draft: ApplicationDraft,
    change: Callable[[DraftContent, FormDefinition], None],
    at: datetime,
) -> DraftContent:
    """Change a draft that is held for the transaction.

    :raises ApplicationRefused: if it is there no more: filed or forgotten on another device
    """
    rows = ApplicationDraft.objects.select_for_update(of=("self",)).select_related("form")
    held = rows.filter(pk=draft.pk).first()
    if held is None:
        raise ApplicationRefused(
            "这份草稿已在其他设备上提交或者清除，请回到事项首页查看，需要的重新填写。"
        )
    content = content_of_draft(held)
    change(content, definition_of(held.form))
    held.content, held.saved_at = content.written(), at
    held.save(update_fields=["content", "saved_at"])
    return content


def _kept(definition: FormDefinition, values: Mapping[str, str]) -> dict[str, str]:
    names = {field.name for field in definition.fields}
    return {
        name: str(text).replace("\x00", "")[:_LONGEST_VALUE]
        for name, text in values.items()
        if name in names
    }


def _held(account: OnlineAccount, employer_no: str, item: ServiceItem) -> ApplicationDraft:
    rows = ApplicationDraft.objects.select_for_update(of=("self",))
    rows = rows.select_related("form__item", "item", "account")
    return rows.get(account=account, item=item, employer_no=employer_no)


def _forget_batches(keys: list[int], account: OnlineAccount) -> None:
    rows = BatchUpload.objects.filter(pk__in=keys, account=account)
    names = list(rows.values_list("stored_name", flat=True))
    rows.delete()
    transaction.on_commit(lambda: release_sealed(names))
