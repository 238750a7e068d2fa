"""Filing business online: everything in one transaction, and a form sent twice once only."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import IntegrityError, transaction

from gongkai.agencies.queries import officers_with_role
from gongkai.fund_services.models import (
    Application,
    ApplicationDraft,
    EmployerAgent,
    FormVersion,
    OnlineAccount,
)
from gongkai.fund_services.operations.applications.history import ApplicationRefused, add_event
from gongkai.fund_services.operations.applications.keeping import put_on_record
from gongkai.fund_services.operations.applications.numbering import next_receipt
from gongkai.fund_services.operations.applications.rights import acting_agent, require_may_file
from gongkai.fund_services.queries.applications.codes import code_digest, code_of_token
from gongkai.fund_services.queries.applications.drafts import DraftFile, employer_no_of
from gongkai.fund_services.queries.applications.facts import KnownFacts, known_facts
from gongkai.fund_services.queries.applications.forms import (
    definition_of,
    form_in_force,
    item_with_code,
)
from gongkai.fund_services.queries.applications.receipts import filed_with_token
from gongkai.messages.operations import notify
from gongkai.rules.service_forms import (
    FormDefinition,
    Problem,
    problems_of,
    problems_of_batch,
    problems_of_files,
    tidy_values,
)
from gongkai.rules.service_lifecycle import ApplicationEventKind

Rows = Sequence[Mapping[str, str]]


class Filed(NamedTuple):
    """What came of filing: the application, and the code that opens its progress."""

    application: Application
    code: str


class FormIncomplete(ApplicationRefused):
    """Something is missing or wrong; `problems` names each field with what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("".join(problem.message for problem in problems))
        self.problems = tuple(problems)


class FormStale(ApplicationRefused):
    """A newer version of the form is in force; what was typed goes over into that."""


def file_application(
    *,
    account: OnlineAccount,
    agent: EmployerAgent | None,
    form: FormVersion,
    values: Mapping[str, str],
    files: Sequence[DraftFile] = (),
    rows: Rows = (),
    token: str,
    on: date,
    at: datetime,
    signature: str = "",
) -> Filed:
    """File business with a form; sent twice with one token, it is one application and one code.

    The business system is asked before the transaction; where it is away, what it alone knows is
    filed as it was typed, and the handler is told to compare it.

    :param values: by the names of the form's own version
    :param files: sealed already; they belong to the application from then on
    :param rows: of the batch, as they were checked
    :param signature: the name typed under the declaration
    :raises MayNotFile: if it is not his to file
    :raises FormStale: if another version of the form is in force
    :raises FormIncomplete: if something is missing or wrong
    """
    earlier = filed_with_token(account, token)
    if earlier is not None:
        return Filed(earlier, code_of_token(account.pk, token))
    definition = definition_of(form)
    item = form.item
    agent = acting_agent(definition, agent)
    require_may_file(item, definition, account, agent)
    _require_in_force(form, on)
    known = known_facts(definition, account, agent)
    told = with_facts(definition, values, known)
    kept = tidy_values(definition, told, on)
    problems = problems_to_file(definition, told, files, rows, known, on)
    if problems:
        raise FormIncomplete(problems)
    application = Application(
        agency=item.agency,
        item=item,
        form=form,
        code_digest=code_digest(code_of_token(account.pk, token)),
        token=token,
        account=account,
        agent=agent,
        account_no=_account_no(definition, known, kept, account, agent),
        employer_no=employer_no_of(agent),
        applicant_name=_applicant(kept, account, agent),
        phone=kept.get("phone") or str(account.phone),
        fields=json.dumps(kept, ensure_ascii=False),
        rows=json.dumps(list(rows), ensure_ascii=False) if rows else "",
        row_count=len(rows),
        filed_at=at,
    )
    note = _note(definition, kept, known, signature)
    try:
        return Filed(_file(application, files, note, on, at), code_of_token(account.pk, token))
    except IntegrityError:
        again = filed_with_token(account, token)
        if again is None:
            raise
        return Filed(again, code_of_token(account.pk, token))


def problems_to_file(
    definition: FormDefinition,
    values: Mapping[str, str],
    files: Sequence[DraftFile],
    rows: Rows,
    known: KnownFacts,
    on: date,
) -> list[Problem]:
    """Return all that keeps a form from being filed: fields, materials and the batch."""
    counts: dict[str, int] = {}
    for file in files:
        counts[file.material] = counts.get(file.material, 0) + 1
    told = with_facts(definition, values, known)
    kept = tidy_values(definition, told, on)
    found = problems_of(definition, told, on=on, facts=known.for_checking, rows=rows)
    found += problems_of_files(definition, kept, counts)
    return found + problems_of_batch(definition, len(rows))


@transaction.atomic
def _file(
    application: Application, files: Sequence[DraftFile], note: str, on: date, at: datetime
) -> Application:
    application.receipt_no = next_receipt(application.agency, on.year)
    # The number's lock is held: whoever sent the same form a moment ago has been seen.
    earlier = filed_with_token(application.account, application.token)
    if earlier is not None:
        transaction.set_rollback(True)
        return earlier
    application.save(force_insert=True)
    put_on_record(application, files, at)
    add_event(
        application,
        ApplicationEventKind.FILED,
        on=on,
        at=at,
        note=note,
        item=application.item.code,
        form=application.form.digest,
        rows=application.row_count,
        files=[file.sha256 for file in files],
    )
    # What was filed is a draft no more; its files belong to the application now.
    ApplicationDraft.objects.filter(account=application.account, token=application.token).delete()
    handlers = officers_with_role(application.agency, "SERVICE_HANDLER", on)
    text = f"收到网上办件{application.receipt_no}（{application.item.name}），请受理。"
    notify(officers=handlers, text=text, subject=application.receipt_no, at=at)
    return application


def _require_in_force(form: FormVersion, on: date) -> None:
    current = item_with_code(form.item.agency, form.item.code, on)
    if current is None:
        raise ApplicationRefused(f"“{form.item.name}”已停止办理，没有提交；请咨询中心。")
    newest = form_in_force(form.item, on)
    if newest is None or newest.pk != form.pk:
        raise FormStale(
            "表单已更新，没有提交；您填写的内容已转入新表，请核对有变化的地方后再提交。"
        )


def with_facts(
    definition: FormDefinition, values: Mapping[str, str], known: KnownFacts
) -> dict[str, str]:
    """Return the values with what the business system alone says as it says it now."""
    told = dict(values)
    for field in definition.fields:
        if field.is_read_only and not known.away:
            told[field.name] = known.facts.get(field.prefill, "")
    return told


def _account_no(
    definition: FormDefinition,
    known: KnownFacts,
    kept: Mapping[str, str],
    account: OnlineAccount,
    agent: EmployerAgent | None,
) -> str:
    """Return whose account it is about: the applicant's own, unless the form asks for another."""
    if definition.account_field:
        return kept.get(definition.account_field, "")[:40]
    if agent is not None or definition.of_employer:
        return ""
    return (known.facts.get("account.account_no") or str(account.account_no))[:40]


def _applicant(kept: Mapping[str, str], account: OnlineAccount, agent: EmployerAgent | None) -> str:
    if agent is not None:
        return agent.employer_name
    return kept.get("employer_name", "") if "credit_code" in kept else str(account.name)


def _note(
    definition: FormDefinition, kept: Mapping[str, str], known: KnownFacts, signature: str
) -> str:
    """Return what the handler is told: who signed, and what the business system did not confirm."""
    parts = [f"承诺书由{signature}签名确认。" if signature else ""]
    if known.away:
        typed = [f.label for f in definition.fields if f.is_read_only and kept.get(f.name)]
        parts.append(
            "提交时业务系统暂不可用，限额未与业务系统核对"
            + (f"，以下各项由申请人填写，请核对：{'、'.join(typed)}。" if typed else "，请核对。")
        )
    return "".join(parts)
