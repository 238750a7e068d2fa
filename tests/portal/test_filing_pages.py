"""网上办理 in the browser's words: nothing typed is lost, nothing is filed twice or for another."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from factories import AgencyFactory
from fund_services import core_people as people
from fund_services.centre import RENT, an_employers_agent, make_centre
from fund_services.signing_in import an_account, sign_in
from gongkai.fund_services.core import embedded
from gongkai.fund_services.core.port import CoreAway
from gongkai.fund_services.models import (
    Application,
    ApplicationDraft,
    ApplicationFile,
    FormVersion,
    ServiceItem,
)
from gongkai.fund_services.operations.applications.correcting import ask_correction
from gongkai.fund_services.queries.applications.drafts import content_of_draft
from gongkai.fund_services.queries.applications.receipts import code_of
from gongkai.portal.throttling import TrackThrottle
from gongkai.rules.service_forms import table_digest
from portal.filing_steps import (
    RENT_PATH,
    WHEN_ASKED,
    hidden,
    picture,
    ready,
    signed,
    steps,
    text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    settings.TASKS = WHEN_ASKED
    told = make_centre(AgencyFactory(is_default=True))
    told.on = timezone.localdate()
    return told


@pytest.fixture
def worker(client, centre):
    return sign_in(client, centre.account)


def test_whoever_is_not_signed_in_signs_in_first_and_other_organs_have_no_such_pages(
    client, centre
):
    assert "周演示" not in text(client.get("/banli/"))
    answer = client.get(RENT_PATH)
    assert answer.status_code == 302 and "/zhanghu/denglu/" in answer.url
    assert client.get("/banli/no-such-item/1/").status_code == 302
    type(centre.agency).objects.filter(pk=centre.agency.pk).update(kind="OTHER")
    for path in ("/banli/", "/jindu/", RENT_PATH):
        assert client.get(path).status_code == 404


def test_a_worker_files_from_start_to_receipt_without_any_script(worker, centre):
    start = worker.get(RENT_PATH)
    assert "待本中心确认" in text(start) and "本人居民身份证" in text(start)
    assert "3日内作出决定" in text(start)
    page = ready(worker)
    answer = signed(worker, page, centre)
    row = Application.objects.get()
    assert answer.url == f"/banli/huizhi/{row.receipt_no}/"
    receipt = worker.get(answer.url)
    assert row.receipt_no in text(receipt) and code_of(row) in text(receipt)
    assert "<svg" in text(receipt) and "no-store" in receipt["Cache-Control"]
    assert ApplicationFile.objects.get().media_type == "image/jpeg"
    assert json.loads(row.fields)["amount"] == "3600.00"
    # Sent again from a page that is still open: the same receipt.
    assert signed(worker, page, centre).url == answer.url
    assert Application.objects.count() == 1


def test_wrong_values_are_told_and_shown_again_as_typed(worker, centre):
    worker.post(RENT_PATH, {"begin": "1"})
    wrong = {"rent_kind": "PUBLIC", "rent_from": "", "home_address": "八号"}
    answer = worker.post(f"{RENT_PATH}2/", wrong | {"next": "1"})
    assert answer.status_code == 400
    shown = text(answer)
    assert "租住房屋坐落：“八号”过短" in shown and "租期开始：未填写" in shown
    assert "月租金（元）：未填写" in shown
    assert 'value="八号"' in shown and re.search(r'value="PUBLIC"[^>]*checked', shown)
    # Kept although it is wrong: another device goes on from here.
    other = sign_in(type(worker)(), centre.account)
    assert 'value="八号"' in text(other.get(f"{RENT_PATH}2/"))
    saved = worker.post(f"{RENT_PATH}2/", wrong | {"save": "1"})
    assert "已保存" in text(worker.get(saved.url))


def test_what_the_business_system_says_cannot_be_typed(worker, centre):
    worker.post(RENT_PATH, {"begin": "1"})
    page = text(worker.get(f"{RENT_PATH}1/"))
    told = people.account_of(people.DEPOSITING)
    assert re.search(rf'name="name" value="{told.name}"[^>]*disabled', page)
    worker.post(f"{RENT_PATH}1/", {"name": "别人", "phone": "13800001234", "next": "1"})
    assert "别人" not in text(worker.get(f"{RENT_PATH}1/"))


def test_when_the_business_system_is_away_the_page_says_so_and_lets_type(
    worker, centre, monkeypatch
):
    def away(*_args):
        raise CoreAway("业务系统暂时不能查询。")

    monkeypatch.setattr(embedded.EmbeddedCore, "account", away)
    worker.post(RENT_PATH, {"begin": "1"})
    page = text(worker.get(f"{RENT_PATH}1/"))
    assert "业务系统暂时不能查询" in page and "disabled" not in page
    sent = {"name": "周演示", "account_no": "1", "phone": "13800001234", "next": "1"}
    assert worker.post(f"{RENT_PATH}1/", sent).url == f"{RENT_PATH}2/"
    content = content_of_draft(ApplicationDraft.objects.get())
    assert content.typed == ["account_no", "balance", "employer_name", "name"]


def test_files_are_judged_by_what_they_are(worker, centre, settings):
    steps(worker)
    heic = SimpleUploadedFile("IMG_0001.HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 40)
    huge = bytearray(picture(kind="PNG", name="a.png").read())
    huge[16:24] = (60_000).to_bytes(4, "big") * 2
    for file, says in (
        (heic, "是HEIC格式，不能收取"),
        (SimpleUploadedFile("大图.png", bytes(huge)), "60000×60000个像素"),
        (SimpleUploadedFile("程序.pdf", b"MZ" + b"\0" * 90), "是程序文件"),
        (SimpleUploadedFile("表.txt", "文字".encode()), "可以上传JPEG图片、PNG图片、PDF"),
        (SimpleUploadedFile("大.jpg", b"\xff\xd8\xff" + b"\0" * (11 << 20)), "超过10MB的上限"),
    ):
        answer = worker.post(f"{RENT_PATH}cailiao/", {"upload": "1", "file-identity_card": file})
        assert answer.status_code == 400 and says in text(answer), says
    many = [picture(f"{number}.jpg", size=(9, 9 + number)) for number in range(7)]
    answer = worker.post(f"{RENT_PATH}cailiao/", {"upload": "1", "file-identity_card": many})
    assert "最多5个" in text(answer)
    page = worker.get(f"{RENT_PATH}cailiao/")
    assert 'capture="environment"' in text(page) and 'accept="image/jpeg,' in text(page)
    content = content_of_draft(ApplicationDraft.objects.get())
    assert len(content.files) == 2
    dropped = {f"drop-{content.files[0].stored_name}": "1"}
    worker.post(f"{RENT_PATH}cailiao/", dropped)
    assert len(content_of_draft(ApplicationDraft.objects.get()).files) == 1


def test_ten_thousand_files_are_not_even_looked_at(worker, centre):
    steps(worker)
    many = [SimpleUploadedFile(f"{n}.jpg", b"\xff\xd8\xff") for n in range(10_000)]
    answer = worker.post(f"{RENT_PATH}cailiao/", {"upload": "1", "file-identity_card": many})
    assert answer.status_code in (400, 413)
    assert not content_of_draft(ApplicationDraft.objects.get()).files


def test_the_check_page_leads_to_what_is_still_wrong_and_masks_numbers(worker, centre):
    steps(worker, values=RENT | {"amount": "99999999"})
    page = text(worker.get(f"{RENT_PATH}hedui/"))
    assert f'<a href="{RENT_PATH}3/">申请提取金额（元）：' in page
    assert f'<a href="{RENT_PATH}cailiao/">本人居民身份证：没有上传' in page
    assert RENT["bank_card"] not in page and "6222***********0000" in page
    assert worker.post(f"{RENT_PATH}hedui/", {"next": "1"}).status_code == 400


def test_a_form_that_changed_meanwhile_takes_over_what_was_typed(worker, centre):
    page = ready(worker)
    old = FormVersion.objects.get(item__code="RENT_WITHDRAWAL")
    table = json.loads(json.dumps(old.definition))
    table["sections"][1]["fields"].append({"name": "floor", "label": "楼层", "kind": "NUMBER"})
    from_today = {"in_force_from": centre.on, "released_at": centre.at, "made_at": centre.at}
    digest = table_digest(table)
    FormVersion.objects.create(
        item=old.item, number=2, definition=table, digest=digest, **from_today
    )
    assert signed(worker, page, centre).url == f"{RENT_PATH}1/"
    assert not Application.objects.exists()
    shown = text(worker.get(f"{RENT_PATH}2/"))
    assert "新增“楼层”。" in shown and f'value="{RENT["home_address"]}"' in shown
    # A page of the old form that is sent now loses nothing either.
    typed = {"form": old.digest, "home_address": "某某市某某路99号", "next": "1"}
    assert worker.post(f"{RENT_PATH}2/", typed).url == f"{RENT_PATH}1/"
    assert "某某路99号" in text(worker.get(f"{RENT_PATH}2/"))


def test_nobody_sees_or_touches_what_another_filed(worker, client, centre):
    signed(worker, ready(worker), centre)
    row = Application.objects.get()
    other = sign_in(type(client)(), an_account(centre.agency, people.person(people.SEALED)))
    assert other.get(f"/banli/huizhi/{row.receipt_no}/").status_code == 404
    assert other.post(f"/jindu/{row.receipt_no}/chehui/", {"sure": "on"}).status_code == 404
    assert other.get(f"/jindu/{row.receipt_no}/buzheng/").status_code == 404
    assert other.get(f"/jindu/{row.receipt_no}/").url == "/jindu/"
    own = worker.get(f"/jindu/{row.receipt_no}/")
    assert "撤回申请" in text(own)
    assert worker.post(f"/jindu/{row.receipt_no}/chehui/", {}).status_code == 400
    assert worker.post(f"/jindu/{row.receipt_no}/chehui/", {"sure": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "WITHDRAWN"
    assert "已撤回" in text(worker.get(f"/jindu/{row.receipt_no}/"))


def test_progress_is_told_by_number_and_code_alone_and_the_same_of_what_is_not_there(
    worker, client, centre, monkeypatch
):
    signed(worker, ready(worker), centre)
    row = Application.objects.get()
    stranger = type(client)()
    wrongs = {
        text(stranger.post("/jindu/", {"number": number, "code": "AAAAA-AAAAA"})).replace(
            number, "X"
        )
        for number in (row.receipt_no, "BJ2026-999999")
    }
    bare = {re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", each) for each in wrongs}
    assert len(bare) == 1 and "不相符" in bare.pop()
    found = stranger.post("/jindu/", {"number": row.receipt_no.lower(), "code": code_of(row)})
    page = text(stranger.get(found.url))
    assert "待受理" in page and row.item.name in page
    assert str(centre.account.name) not in page and "3600" not in page
    assert "撤回申请" not in page
    stranger.post(f"/jindu/{row.receipt_no}/likai/")
    assert stranger.get(f"/jindu/{row.receipt_no}/").url == "/jindu/"
    monkeypatch.setattr(TrackThrottle, "rate", "2/min")
    answers = [
        stranger.post("/jindu/", {"number": "BJ1", "code": "A"}).status_code for _ in range(4)
    ]
    assert answers[-1] == 429


def test_ones_own_progress_says_who_is_signed_in_and_a_follower_by_code_is_told_no_name(
    worker, client, centre
):
    signed(worker, ready(worker), centre)
    row = Application.objects.get()
    assert "正在办理<strong>本人</strong>业务" in text(worker.get(f"/jindu/{row.receipt_no}/"))
    for path in ("/banli/", f"/jindu/{row.receipt_no}/"):
        page = worker.get(path)
        assert "no-store" in page["Cache-Control"] and "Cookie" in page["Vary"], path
    stranger = type(client)()
    found = stranger.post("/jindu/", {"number": row.receipt_no, "code": code_of(row)})
    assert "正在办理<strong>" not in text(stranger.get(found.url))


def test_the_list_calls_items_as_their_pages_do_and_leaves_out_what_is_withdrawn(client, centre):
    items = ServiceItem.objects.filter(agency=centre.agency)
    items.filter(code="RENT_WITHDRAWAL").update(name="租房提取")
    items.filter(code="MONTHLY_OFFSET").update(withdrawn_on=centre.on)
    page = text(client.get("/banli/"))
    assert ">租房提取</a>" in page and "租赁住房提取" not in page
    assert "monthly-offset" not in page


def test_items_begin_with_those_of_whom_somebody_is_here_for(worker, client, centre):
    def heads(page):
        return re.findall(r'id="audience-\d">([^<]+)<', page)

    assert heads(text(type(client)().get("/banli/"))) == ["个人业务", "单位业务"]
    told = an_employers_agent(centre)
    agent = sign_in(type(client)(), told.account, agent=told.agent)
    assert heads(text(agent.get("/banli/"))) == ["单位业务", "个人业务"]


def test_who_acts_for_no_employer_is_led_to_choose_one(worker, centre):
    answer = worker.get("/banli/base-adjustment/")
    assert answer.status_code == 403 and "/zhanghu/shenfen/" in text(answer)


def test_certificates_lead_to_where_they_are_issued(worker, centre):
    answer = worker.get("/banli/deposit-certificate/")
    assert answer.status_code == 302 and answer.url.startswith(("/zhengming/", "/wode/"))
    assert worker.get("/banli/account-enquiry/").url == "/wode/"


def test_what_was_asked_for_is_corrected_once_on_ones_own_page(worker, centre):
    signed(worker, ready(worker), centre)
    row = Application.objects.get()
    ask_correction(
        application=row,
        version=None,
        missing=[
            {"name": "本人居民身份证", "what": "反面不清楚", "material": "identity_card"},
            {"name": "租住房屋坐落", "what": "没有写门牌号", "field": "home_address"},
        ],
        **centre.now(centre.handler),
    )
    page = text(worker.get(f"/jindu/{row.receipt_no}/"))
    assert "反面不清楚" in page and "现在补正" in page
    address = f"/jindu/{row.receipt_no}/buzheng/"
    form = text(worker.get(address))
    assert f'value="{RENT["home_address"]}"' in form and "camera-identity_card" in form
    assert "amount" not in form
    bad = worker.post(address, {"home_address": "八号", "file-identity_card": picture()})
    assert bad.status_code == 400 and "过短" in text(bad)
    assert ApplicationFile.objects.count() == 1
    lacking = worker.post(address, {"home_address": "某某市某某路8号3单元"})
    assert lacking.status_code == 400 and "本人居民身份证" in text(lacking)
    sent = {"home_address": "某某市某某路8号3单元", "file-identity_card": picture("反面.jpg")}
    assert worker.post(address, sent).url == f"/jindu/{row.receipt_no}/"
    row.refresh_from_db()
    assert json.loads(row.fields)["home_address"] == "某某市某某路8号3单元"
    assert ApplicationFile.objects.filter(replaced_at=None).get().name == "反面.jpg"
    assert worker.get(address).url == f"/jindu/{row.receipt_no}/"


def test_lists_and_progress_ask_a_fixed_number_of_queries(
    worker, centre, django_assert_max_num_queries
):
    signed(worker, ready(worker), centre)
    row = Application.objects.get()
    worker.post("/banli/part-early-repayment/", {"begin": "1"})
    with django_assert_max_num_queries(20):
        assert "没有提交的草稿" in text(worker.get("/banli/"))
    with django_assert_max_num_queries(25):
        worker.get(f"/jindu/{row.receipt_no}/")


def test_an_employer_that_has_no_account_yet_registers_without_being_an_agent(worker, centre):
    path = "/banli/employer-registration/"
    worker.post(path, {"begin": "1"})
    page = text(worker.get(f"{path}3/"))
    assert f'value="{centre.account.name}"' in page
    assert ApplicationDraft.objects.get().employer_no == ""


def test_an_heir_files_about_the_account_of_who_died(worker, centre):
    path = "/banli/inheritance-withdrawal/"
    values = {
        "relation": "CHILD", "applicant_name": "周演示", "deceased_name": "吴演示",
        "deceased_identity": "11010519491231002X", "deceased_account": people.SEALED,
        "died_on": "2024-01-01", "others": "NO",
        "bank": RENT["bank"], "bank_card": RENT["bank_card"],
        "bank_card_again": RENT["bank_card"],
    }  # fmt: skip
    assert steps(worker, path, values, last=3).url == f"{path}cailiao/"
    for name in ("identity_card", "death_proof", "heir_proof"):
        worker.post(f"{path}cailiao/", {"upload": "1", f"file-{name}": picture(f"{name}.jpg")})
    assert worker.post(f"{path}hedui/", {"next": "1"}).url == f"{path}qianzi/"
    page = worker.get(f"{path}qianzi/")
    sent = {name: hidden(page, name) for name in ("form", "token", "seen")}
    sent |= {"agrees": "on", "signature": str(centre.account.name), "next": "1"}
    worker.post(f"{path}qianzi/", sent)
    row = Application.objects.get()
    assert row.account_no == people.SEALED and row.account == centre.account


def test_by_a_form_that_was_altered_nothing_is_read_or_shown(worker, centre):
    worker.post(RENT_PATH, {"begin": "1"})
    FormVersion.objects.filter(item__code="RENT_WITHDRAWAL").update(
        definition={"item": "RENT_WITHDRAWAL"}
    )
    for path in (RENT_PATH, f"{RENT_PATH}1/"):
        answer = worker.get(path)
        assert answer.status_code == 503 and "表单校验没有通过" in text(answer)
