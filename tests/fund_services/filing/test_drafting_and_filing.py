"""From a draft to an application: saved on each step, filed once, by its own version alone."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from fund_services import core_people as people
from fund_services.centre import AT, ON, PICTURE, RENT, an_employers_agent, sealed
from fund_services.filing.forms import begun, filled, submitted
from fund_services.signing_in import an_account, an_agent
from gongkai.audit.models import Entry
from gongkai.fund_services.core import embedded
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import (
    Application,
    ApplicationDraft,
    ApplicationEvent,
    ApplicationFile,
    FormVersion,
    ReceiptSeries,
)
from gongkai.fund_services.operations.applications.drafting import (
    attach_file,
    drop_file,
    forget_draft,
    open_draft,
    save_step,
    sweep_drafts,
)
from gongkai.fund_services.operations.applications.filing import (
    FormIncomplete,
    FormStale,
    file_application,
)
from gongkai.fund_services.operations.applications.form_versions import (
    FormRefused,
    import_form,
    install_forms,
    release_form,
)
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.keeping import content_of_file
from gongkai.fund_services.operations.applications.rights import MayNotFile
from gongkai.fund_services.operations.applications.submitting import DraftChanged
from gongkai.fund_services.queries.applications.drafts import content_now, draft_of
from gongkai.fund_services.queries.applications.forms import (
    FormAltered,
    definition_of,
    form_in_force,
    item_with_code,
)
from gongkai.fund_services.queries.applications.receipts import (
    application_with_code,
    code_of,
    receipt_of,
)

pytestmark = pytest.mark.django_db


def rent_item(centre):
    return item_with_code(centre.agency, "RENT_WITHDRAWAL", centre.on)


def nothing_filed():
    return not (
        Application.objects.exists() or ApplicationEvent.objects.exists()
        or ApplicationFile.objects.exists()
    )  # fmt: skip


def test_a_draft_begins_with_what_is_known_and_is_taken_up_again(centre):
    draft = begun(centre)
    values = content_now(draft).values
    told = people.account_of(people.DEPOSITING)
    assert (values["name"], values["account_no"]) == (told.name, people.DEPOSITING)
    save_step(draft=draft, values={"home_address": "某某市某某路8号"}, at=centre.at)
    save_step(draft=draft, values={"amount": "100", "no_field": "x"}, at=centre.at)
    again = begun(centre)
    assert again.pk == draft.pk
    kept = content_now(again).values
    assert (kept["home_address"], kept["amount"]) == ("某某市某某路8号", "100")
    assert "no_field" not in kept
    # Nothing of it can be read in the table itself.
    raw = ApplicationDraft.objects.extra(select={"sealed": "content"}).values("sealed")[0]
    assert "某某路" not in str(raw)


def test_files_of_a_draft_stand_sealed_and_go_with_it(
    centre, settings, django_capture_on_commit_callbacks
):
    draft = begun(centre)
    file = sealed("identity_card")
    path = Path(settings.GONGKAI_FILES) / "applications" / file.stored_name
    attach_file(draft=draft, file=file, at=centre.at)
    assert PICTURE not in path.read_bytes()
    with pytest.raises(ApplicationRefused, match="最多2个文件"):
        for number in range(3):
            other = sealed("identity_card", content=PICTURE + bytes([number]))
            attach_file(draft=draft, file=other, at=centre.at)
    with pytest.raises(ApplicationRefused, match="没有这项材料"):
        attach_file(draft=draft, file=sealed("nothing"), at=centre.at)
    with django_capture_on_commit_callbacks(execute=True):
        drop_file(draft=draft, stored_name=file.stored_name, at=centre.at)
    assert not path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        forget_draft(draft=draft)
    assert not ApplicationDraft.objects.exists()


def test_a_draft_is_forgotten_thirty_days_after_it_was_last_saved(centre):
    draft = begun(centre)
    later = centre.at + timedelta(days=30)
    assert sweep_drafts(at=later) == 0
    assert sweep_drafts(at=later + timedelta(seconds=1)) == 1
    with pytest.raises(ApplicationRefused, match="其他设备"):
        save_step(draft=draft, values={"amount": "1"}, at=later)


def test_what_is_filed_is_on_record_whole_and_the_draft_is_gone(centre):
    filed = submitted(centre, filled(centre))
    row = Application.objects.get()
    assert row.receipt_no == "BJ2024-000001" and row.state == "FILED"
    assert (row.account_no, row.employer_no, row.agent) == (people.DEPOSITING, "", None)
    values = json.loads(row.fields)
    assert (values["amount"], values["rent_kind"]) == ("3600.00", "MARKET")
    assert ApplicationEvent.objects.get().kind == "FILED"
    assert content_of_file(ApplicationFile.objects.get()) == PICTURE
    assert not ApplicationDraft.objects.exists()
    assert row.form.digest == definition_digest(row)
    assert application_with_code(centre.agency, " bj2024-000001", filed.code.lower()) == row
    assert application_with_code(centre.agency, "BJ2024-000001", "AAAAA-AAAAA") is None
    assert application_with_code(centre.agency, "BJ2024-999999", filed.code) is None
    assert code_of(row) == filed.code
    trail = "".join(str(entry.detail) + entry.subject for entry in Entry.objects.all())
    assert "6222020000000000000" not in trail and filed.code not in trail


def definition_digest(row):
    return FormVersion.objects.get(pk=row.form_id).digest


def test_a_form_sent_twice_is_one_application_with_one_code(centre):
    draft = filled(centre)
    first = submitted(centre, draft)
    seen = {"draft": draft, "signature": str(centre.account.name)}
    with pytest.raises(DraftChanged):
        submitted(centre, **seen)
    item = rent_item(centre)
    again = file_application(
        account=centre.account,
        agent=None,
        form=form_in_force(item, centre.on),
        values={},
        token=draft.token,
        on=centre.on,
        at=centre.at,
    )
    assert again == first
    assert Application.objects.count() == 1
    assert ReceiptSeries.objects.get().last == 1


def test_what_the_business_system_says_is_never_what_was_typed(centre):
    draft = filled(centre, name="别人", account_no="999", balance="99999999")
    row = submitted(centre, draft).application
    values = json.loads(row.fields)
    told = people.account_of(people.DEPOSITING)
    assert (values["name"], values["account_no"]) == (told.name, people.DEPOSITING)
    assert row.account_no == people.DEPOSITING


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"agrees": False}, "承诺：未勾选"),
        ({"signature": " "}, "签名：未填写"),
        ({"signature": "别人"}, "与登录账户的姓名不一致"),
    ],
)
def test_nothing_is_filed_that_is_not_signed(centre, changed, says):
    draft = filled(centre)
    with pytest.raises(ApplicationRefused, match=says):
        submitted(centre, draft, **changed)
    assert nothing_filed() and ApplicationDraft.objects.exists()


def test_nothing_is_filed_that_is_incomplete_or_was_changed_meanwhile(centre):
    draft = filled(centre, amount="99999999")
    with pytest.raises(FormIncomplete, match="大于账户余额") as incomplete:
        submitted(centre, draft)
    assert [each.field for each in incomplete.value.problems] == ["amount"]
    seen = content_now(draft).digest()
    save_step(draft=draft, values={"amount": "1"}, at=centre.at)
    with pytest.raises(DraftChanged, match="请重新核对"):
        submitted(centre, draft_of(centre.account, None, draft.item), seen=seen)
    assert nothing_filed()


def new_version(centre, **changed):
    """Bring a new version of the form with one more field, and let another officer release it."""
    item = rent_item(centre)
    toml = (
        'item = "RENT_WITHDRAWAL"\ntitle = "新表"\ndeclaration = "承诺"\n'
        '[[sections]]\ntitle = "一"\nfields = [\n'
        '{ name = "home_address", label = "租住房屋坐落", kind = "ADDRESS" },\n'
        '{ name = "floor", label = "楼层", kind = "NUMBER" },\n]\n'
    )
    told = {"item": item, "content": toml.encode(), "in_force_from": centre.on}
    form = import_form(**(told | changed), officer=centre.handler, on=centre.on, at=centre.at)
    return release_form(form=form, in_force_from=form.in_force_from, **centre.now(centre.reviewer))


def test_a_stale_form_is_refused_and_what_was_typed_goes_over_into_the_new_one(centre):
    draft = filled(centre)
    new = new_version(centre)
    with pytest.raises(FormStale, match="已转入新表"):
        submitted(centre, draft)
    assert nothing_filed()
    moved = open_draft(
        account=centre.account, agent=None, item=draft.item, form=new, prefill={}, at=centre.at
    )
    assert moved.draft.pk == draft.pk and moved.draft.form_id == new.pk
    assert moved.content.values == {"home_address": RENT["home_address"]}
    assert moved.content.files == []
    assert "新增“楼层”。" in moved.content.changes
    assert any("不再需要材料" in each for each in moved.content.changes)


def test_an_application_is_read_by_its_own_version_and_by_no_altered_one(centre):
    row = submitted(centre, filled(centre)).application
    new_version(centre)
    row.refresh_from_db()
    assert definition_of(row.form).field("rent_kind") is not None
    FormVersion.objects.filter(pk=row.form_id).update(definition={"item": "RENT_WITHDRAWAL"})
    row = receipt_of(centre.account, None, row.receipt_no)
    with pytest.raises(FormAltered, match="摘要不符"):
        definition_of(row.form)


def test_forms_come_once_and_go_out_by_two_people(centre):
    assert FormVersion.objects.count() == 39
    assert install_forms(agency=centre.agency, on=ON, at=AT) == 0
    item = rent_item(centre)
    content = b'item = "RENT_WITHDRAWAL"'
    with pytest.raises(FormRefused, match="缺少 title"):
        import_form(
            item=item, content=content, in_force_from=ON, officer=centre.handler, on=ON, at=AT
        )
    for bad, says in ((b"\xff\xfe", "UTF-8"), (b"a = ", "TOML"), (b"#" * 300_000, "KB")):
        with pytest.raises(FormRefused, match=says):
            import_form(
                item=item, content=bad, in_force_from=ON, officer=centre.handler, on=ON, at=AT
            )
    with pytest.raises(FormRefused, match="早于今天"):
        new_version(centre, in_force_from=ON - timedelta(days=1))
    later = new_version(centre, in_force_from=ON + timedelta(days=10))
    assert later.number == 2
    assert form_in_force(item, ON).number == 1
    assert form_in_force(item, ON + timedelta(days=10)).number == 2
    with pytest.raises(FormRefused, match="完全相同"):
        new_version(centre)


def test_agents_file_what_their_employer_lets_them_and_nobody_else_does(centre):
    told = an_employers_agent(centre)
    draft = begun(centre, "RATIO_ADJUSTMENT", told.account, told.agent)
    assert content_now(draft).values["employer_no"] == people.SMALL_EMPLOYER
    with pytest.raises(MayNotFile, match="由单位经办人办理"):
        begun(centre, "RATIO_ADJUSTMENT", told.account)
    stranger = an_account(centre.agency, people.person(people.SEALED))
    with pytest.raises(MayNotFile):
        begun(centre, "RATIO_ADJUSTMENT", stranger, told.agent)
    limited = an_agent(stranger, employer_no=people.SMALL_EMPLOYER, items=["MONTHLY_DEPOSIT"])
    begun(centre, "MONTHLY_DEPOSIT", stranger, limited)
    with pytest.raises(MayNotFile, match="没有代表"):
        begun(centre, "RATIO_ADJUSTMENT", stranger, limited)
    save_step(
        draft=draft,
        values={"employer_ratio": "8", "worker_ratio": "8", "from_month": "2024-07",
                "reason": "职代会通过", "agent_name": "吴经办", "phone": "13800001234"},
        at=centre.at,
    )  # fmt: skip
    type(told.agent).objects.filter(pk=told.agent.pk).update(until_at=centre.at)
    fresh = draft_of(told.account, told.agent, draft.item)
    with pytest.raises(MayNotFile):
        submitted(centre, fresh, told.agent)
    assert nothing_filed()


def test_when_the_business_system_is_away_what_was_typed_is_filed_and_the_handler_told(
    centre, monkeypatch
):
    draft = filled(centre)

    def away(*_args):
        raise CoreAway("业务系统暂时不能查询。")

    # The made-up system itself, switched off.
    monkeypatch.setattr(embedded.EmbeddedCore, "account", away)
    row = submitted(centre, draft).application
    note = ApplicationEvent.objects.get(application=row).note
    assert "业务系统暂不可用" in note and "姓名" in note
    assert json.loads(row.fields)["amount"] == "3600.00"
