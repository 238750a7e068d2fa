"""An employer's batch on the site: from the template to the receipt, and while it is checked."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from factories import AgencyFactory
from fund_services.centre import an_employers_agent, make_centre
from fund_services.filing.sheets import cells, changed
from fund_services.signing_in import sign_in
from gongkai.fund_services.models import Application, BatchUpload
from portal.filing_steps import WHEN_ASKED, hidden, steps, text

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BASE = "/banli/base-adjustment/"


@pytest.fixture
def centre(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.TASKS = WHEN_ASKED
    told = make_centre(AgencyFactory(is_default=True))
    told.on = timezone.localdate()
    return told


@pytest.fixture
def employer(client, centre):
    told = an_employers_agent(centre)
    centre.told = told
    return sign_in(client, told.account, told.agent)


def test_an_employer_adjusts_bases_from_template_to_receipt(employer, centre):
    values = {"agent_name": "吴经办", "from_month": "2026-07", "count": "11", "posted": "YES"}
    template = None
    employer.post(BASE, {"begin": "1"})
    template = employer.get(f"{BASE}mingxi/moban/")
    assert template["Content-Type"] == XLSX
    content = b"".join(template.streaming_content) if template.streaming else template.content
    rows = cells(content)
    count = len(rows) - 1
    assert steps(employer, BASE, values | {"count": str(count)}, last=2).url == f"{BASE}mingxi/"
    assert employer.post(f"{BASE}mingxi/", {"next": "1"}).status_code == 400
    bad = changed(content, lambda sheet: sheet.__setitem__("E3", "六千"))
    employer.post(f"{BASE}mingxi/", {"sheet": SimpleUploadedFile("基数.xlsx", bad)})
    page = text(employer.get(f"{BASE}mingxi/"))
    assert "有1处不符合要求，整批没有收取" in page and "第3行" in page and "六千" in page
    marked = employer.get(f"{BASE}mingxi/wenti/")
    assert "不是金额" in cells(marked.content)[2][-1]
    assert employer.post(f"{BASE}mingxi/", {"next": "1"}).status_code == 400
    employer.post(f"{BASE}mingxi/", {"sheet": SimpleUploadedFile("基数.xlsx", content)})
    assert BatchUpload.objects.count() == 1
    assert employer.post(f"{BASE}mingxi/", {"next": "1"}).url == f"{BASE}cailiao/"
    assert employer.post(f"{BASE}cailiao/", {"next": "1"}).url == f"{BASE}hedui/"
    assert employer.post(f"{BASE}hedui/", {"next": "1"}).url == f"{BASE}qianzi/"
    page = employer.get(f"{BASE}qianzi/")
    sent = {name: hidden(page, name) for name in ("form", "token", "seen")}
    sent |= {"agrees": "on", "signature": str(centre.told.account.name), "next": "1"}
    answer = employer.post(f"{BASE}qianzi/", sent)
    row = Application.objects.get()
    assert answer.url == f"/banli/huizhi/{row.receipt_no}/"
    assert row.row_count == count
    assert f"{count}行" in text(employer.get(answer.url))


def test_while_a_batch_is_checked_the_page_asks_again_by_itself(employer, centre, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    employer.post(BASE, {"begin": "1"})
    content = employer.get(f"{BASE}mingxi/moban/").content
    employer.post(f"{BASE}mingxi/", {"sheet": SimpleUploadedFile("基数.xlsx", content)})
    page = employer.get(f"{BASE}mingxi/")
    assert page.headers["Refresh"] == "2" and "等待校验" in text(page)
    BatchUpload.objects.update(state="CHECKING", done=500, total=2000)
    assert "已校验500行，共2000行" in text(employer.get(f"{BASE}mingxi/"))
    BatchUpload.objects.update(state="FAILED")
    assert "重新校验" in text(employer.get(f"{BASE}mingxi/"))
    employer.post(f"{BASE}mingxi/", {"again": "1"})
    assert BatchUpload.objects.get().state == "WAITING"


def test_an_agent_sees_what_he_may_file_in_a_fixed_number_of_queries(
    employer, centre, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        assert "没有授权" not in text(employer.get("/banli/"))
    agents = type(centre.told.agent).objects.filter(pk=centre.told.agent.pk)
    agents.update(is_manager=False, items=["BASE_ADJUSTMENT"])
    page = text(employer.get("/banli/"))
    assert page.count("没有授权") == 17 and f'href="{BASE}"' in page
    refused = employer.get("/banli/ratio-adjustment/")
    assert refused.status_code == 403 and "由单位管理员授权" in text(refused)
