"""Acting for an employer: applied for, confirmed, named, accepted, changed and withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from factories import OfficerFactory
from fund_services.core_people import (
    DEPOSITING,
    SEALED,
    SMALL_AGENT,
    SMALL_EMPLOYER,
    employer_told,
    person,
)
from fund_services.signing_in import PASSWORD, an_account, an_agent, sign_in
from gongkai.agencies.models import Role
from gongkai.fund_services.models import (
    AccountEvent,
    AgentApplication,
    AgentNaming,
    EmployerAgent,
)
from gongkai.fund_services.operations.accounts.office import confirm_manager
from gongkai.fund_services.operations.accounts.refusing import AgentRefused
from gongkai.fund_services.operations.accounts.rights import require_item
from gongkai.fund_services.queries.accounts.agents import may_do
from portal.reading import text
from portal.test_item_page import PNG

pytestmark = pytest.mark.django_db
BASE, CHANGE = "BASE_ADJUSTMENT", "EMPLOYER_CHANGE"


@pytest.fixture
def boss(centre):
    return an_account(centre, person(SMALL_AGENT))


@pytest.fixture
def colleague(centre):
    return an_account(centre, person(DEPOSITING))


@pytest.fixture
def manager(boss):
    told = employer_told(SMALL_EMPLOYER)
    return an_agent(boss, employer_no=SMALL_EMPLOYER, name=told.name, is_manager=True)


@pytest.fixture
def at_work(client, boss, manager):
    return sign_in(client, boss, manager)


def asked(client, files=True, **changes):
    told = employer_told(SMALL_EMPLOYER)
    typed = {"credit_code": told.credit_code, "employer_no": told.employer_no, "note": "首次"}
    paper = {"files": SimpleUploadedFile("授权书.png", PNG, "image/png")} if files else {}
    return client.post("/zhanghu/danwei/", {**typed, **changes, **paper})


def named(client, someone, **changes):
    typed = {"name": someone.name, "identity_number": someone.identity_number, "items": [BASE]}
    return client.post("/zhanghu/jingban/", {**typed, **changes})


def test_the_first_manager_applies_with_materials_and_the_centre_confirms(client, boss, centre):
    sign_in(client, boss)
    response = asked(client)
    assert response.status_code == 302
    page = text(client.get("/zhanghu/danwei/"))
    assert "待确认" in page and not EmployerAgent.objects.exists()
    assert "不需要重复提交" in text(asked(client))
    row = AgentApplication.objects.get()
    reviewer = OfficerFactory(agency=centre, role=Role.SERVICE_REVIEWER)
    now = timezone.now()
    confirm_manager(application=row, officer=reviewer, on=timezone.localdate(now), at=now)
    agent = EmployerAgent.objects.get()
    assert agent.is_manager and agent.employer_no == SMALL_EMPLOYER and may_do(agent, BASE)
    assert "已确认" in text(client.get("/zhanghu/danwei/"))
    assert "已经是该单位的经办人" in text(asked(client))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"credit_code": ""}, "统一社会信用代码：未填写"),
        ({"credit_code": "91219999DEM0000129"}, "校验位不符"),
        ({"employer_no": "D1"}, "不相符"),
        ({"note": "长" * 501}, "500"),
        ({"files": False}, "材料：未上传"),
    ],
)
def test_what_is_wrong_with_an_application_is_told(client, boss, changes, why):
    sign_in(client, boss)
    response = asked(client, **changes)
    assert response.status_code == 400 and why in text(response)
    assert "首次" in text(response) or "note" in changes
    assert not AgentApplication.objects.exists()


def test_the_employers_contact_may_be_confirmed_at_once(client, boss, colleague, settings):
    settings.GONGKAI_AGENT_CONFIRMATION = "contact"
    sign_in(client, boss)
    assert asked(client, files=False).status_code == 302
    assert EmployerAgent.objects.get().account == boss
    assert AgentApplication.objects.get().decided_by is None
    # Anybody else waits for the centre all the same.
    other = sign_in(Client(), colleague)
    assert "材料：未上传" in text(asked(other, files=False))


def test_an_application_is_withdrawn_by_its_owner_alone(client, boss, colleague):
    sign_in(client, boss)
    asked(client)
    row = AgentApplication.objects.get()
    address = f"/zhanghu/danwei/{row.pk}/chehui/"
    assert sign_in(Client(), colleague).post(address).status_code == 404
    assert client.post(address).status_code == 302
    row.refresh_from_db()
    assert row.state == "WITHDRAWN"
    assert "已经处理或者撤回" in text(client.post(address, follow=True))


def test_a_manager_names_an_agent_who_accepts(at_work, boss, colleague, manager):
    assert named(at_work, colleague).status_code == 302
    page = text(at_work.get("/zhanghu/jingban/"))
    assert "等待本人接受" in page and colleague.identity_number not in page
    assert not EmployerAgent.objects.filter(account=colleague).exists()
    browser = Client()
    typed = {"number": colleague.phone, "password": PASSWORD}
    response = browser.post("/zhanghu/denglu/", typed)
    assert response["Location"] == "/zhanghu/shenfen/?next=%2Fwode%2F"
    page = text(browser.get(response["Location"]))
    assert manager.employer_name in page and "缴存基数调整" in page
    naming = AgentNaming.objects.get()
    address = f"/zhanghu/shouquan/{naming.pk}/"
    assert browser.post(address, {"deed": "accept"}).status_code == 302
    agent = EmployerAgent.objects.get(account=colleague)
    assert agent.items == [BASE] and not agent.is_manager and agent.named_by == manager
    assert browser.post(address, {"deed": "accept"}).status_code == 404
    assert may_do(agent, BASE) and not may_do(agent, CHANGE)


def test_whom_a_manager_names_need_not_have_an_account_and_he_never_learns(at_work, colleague):
    known = named(at_work, colleague)
    unknown = named(at_work, person(SEALED))
    assert known.status_code == unknown.status_code == 302
    first, second = AgentNaming.objects.order_by("pk")
    page = text(at_work.get("/zhanghu/jingban/"))
    assert page.count("等待本人接受") == 2
    # Once he opens an account, he finds it.
    late = an_account(at_work_agency(first), person(SEALED))
    assert "授权您为经办人" in text(sign_in(Client(), late).get("/zhanghu/"))


def at_work_agency(naming):
    return naming.agency


def test_a_naming_of_somebody_of_another_name_is_not_found(at_work, colleague):
    named(at_work, colleague, name="别人")
    naming = AgentNaming.objects.get()
    browser = sign_in(Client(), colleague)
    assert "授权您" not in text(browser.get("/zhanghu/"))
    address = f"/zhanghu/shouquan/{naming.pk}/"
    assert browser.post(address, {"deed": "accept"}).status_code == 404


def test_a_naming_is_declined_or_taken_back(at_work, colleague, boss):
    named(at_work, colleague)
    naming = AgentNaming.objects.get()
    stranger = sign_in(Client(), an_account(boss.agency))
    assert stranger.post(f"/zhanghu/shouquan/{naming.pk}/", {"deed": "accept"}).status_code == 404
    browser = sign_in(Client(), colleague)
    browser.post(f"/zhanghu/shouquan/{naming.pk}/", {"deed": "decline"})
    assert not EmployerAgent.objects.filter(account=colleague).exists()
    named(at_work, colleague)
    again = AgentNaming.objects.get(settled_at=None)
    back = f"/zhanghu/jingban/shouquan/{again.pk}/shouhui/"
    assert browser.post(back).status_code == 302  # He acts for nobody and is asked for whom.
    assert at_work.post(back).status_code == 302
    assert not AgentNaming.objects.filter(settled_at=None).exists()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": ""}, "经办人姓名：未填写"),
        ({"identity_number": ""}, "经办人证件号码：未填写"),
        ({"items": []}, "可办事项：未选择"),
        ({"items": ["NONE"]}, "可办事项：有不认识的事项"),
    ],
)
def test_what_is_wrong_with_a_naming_is_told(at_work, colleague, changes, why):
    response = named(at_work, colleague, **changes)
    assert response.status_code in (400, 409) and why in text(response)
    assert not AgentNaming.objects.exists()


def test_rights_are_changed_and_withdrawn_at_once(at_work, colleague, manager):
    agent = an_agent(colleague, employer_no=SMALL_EMPLOYER, name="x", items=[BASE])
    browser = sign_in(Client(), colleague, agent)
    address = f"/zhanghu/jingban/{agent.pk}/"
    assert "checked" in text(at_work.get(address))
    assert at_work.post(address, {"items": [CHANGE]}).status_code == 302
    new = EmployerAgent.objects.get(account=colleague, until_at=None)
    assert new.pk != agent.pk and new.items == [CHANGE]
    assert not may_do(agent, BASE) and may_do(new, CHANGE)
    # Who is at work goes on with the new right.
    assert "正在为" in text(browser.get("/zhanghu/"))
    at_work.post(f"/zhanghu/jingban/{new.pk}/quxiao/")
    assert "正在办理" in text(browser.get("/zhanghu/"))
    with pytest.raises(AgentRefused, match="没有为该单位办理此事项的权限"):
        require_item(new, CHANGE)
    assert "经办人权限取消" in text(browser.get("/zhanghu/jilu/"))


def test_the_last_manager_stays(at_work, manager, boss, colleague):
    for address, typed in (
        (f"/zhanghu/jingban/{manager.pk}/quxiao/", {}),
        (f"/zhanghu/jingban/{manager.pk}/", {"items": [BASE]}),
    ):
        response = at_work.post(address, typed)
        assert response.status_code == 409 and "至少要有一名管理员" in text(response)
    an_agent(colleague, employer_no=SMALL_EMPLOYER, is_manager=True)
    assert at_work.post(f"/zhanghu/jingban/{manager.pk}/quxiao/").status_code == 302


def test_an_agent_who_is_no_manager_sees_himself_alone(client, colleague, manager):
    agent = an_agent(colleague, employer_no=SMALL_EMPLOYER, name="某某", items=[BASE])
    sign_in(client, colleague, agent)
    page = text(client.get("/zhanghu/jingban/"))
    assert "授权新的经办人" not in page and manager.account.name not in page
    assert client.get(f"/zhanghu/jingban/{agent.pk}/").status_code == 404
    assert client.post(f"/zhanghu/jingban/{manager.pk}/quxiao/").status_code == 404
    response = named(client, person(SEALED))
    assert response.status_code == 409 and "须由单位管理员办理" in text(response)


def test_a_manager_of_another_employer_finds_nobody(client, boss, manager, colleague):
    other = an_agent(colleague, employer_no="D2", name="别的单位", is_manager=True)
    sign_in(client, colleague, other)
    for address in (f"/zhanghu/jingban/{manager.pk}/",):
        assert client.get(address).status_code == 404
        assert client.post(f"{address}quxiao/").status_code == 404


def test_for_whom_one_acts_is_chosen_and_stands_on_each_page(client, boss, manager):
    sign_in(client, boss)
    assert client.get("/zhanghu/jingban/")["Location"].startswith("/zhanghu/shenfen/?next=")
    before = client.cookies["gongkai_account"].value
    goal = {"agent": manager.pk, "next": "/zhanghu/jingban/"}
    response = client.post("/zhanghu/shenfen/xuanze/", goal)
    assert response["Location"] == "/zhanghu/jingban/"
    assert client.cookies["gongkai_account"].value != before
    for address in ("/zhanghu/", "/zhanghu/mima/", "/zhanghu/jingban/"):
        page = text(client.get(address))
        assert "正在为" in page and manager.employer_name in page
    assert AccountEvent.objects.filter(kind="ACTED_FOR").exists()
    client.post("/zhanghu/shenfen/xuanze/", {"agent": ""})
    assert "正在办理" in text(client.get("/zhanghu/"))


def test_nobody_acts_by_the_right_of_another(client, boss, manager, colleague):
    sign_in(client, colleague)
    for chosen in (str(manager.pk), "999999", "x", "１"):
        response = client.post("/zhanghu/shenfen/xuanze/", {"agent": chosen})
        assert response.status_code == 404
    # Not even with a session that was made to act by it.
    sign_in(client, colleague, manager)
    assert "正在办理" in text(client.get("/zhanghu/"))
