"""Five requests from the phone to their end; each tells by `yield` on which day it goes on."""

from datetime import date

from playwright.sync_api import expect

from journeys.papers import (
    MANAGER,
    MANAGER_PHONE,
    agreement,
    rows_to_hide,
    table_of_deposits,
    text_of,
)

YEAR = 2026
_PERSON = {
    "applicant_kind": "NATURAL_PERSON", "applicant_name": "王小明",
    "identity_kind": "RESIDENT_CARD", "identity_number": "11010519491231002X",
    "phone": "13800138001", "form": "ELECTRONIC", "delivery": "PORTAL",
}  # fmt: skip
_ORGANISATION = {**_PERSON, "identity_kind": "CREDIT_CODE", "contact_name": "李小红"}


def on(month, day):
    """Return a day of the year in which the five requests come in."""
    return date(YEAR, month, day)


def disclosed(bureau, folder):
    """Ask for a table, which a department finds and the applicant downloads."""
    yield on(3, 4)
    phone = bureau.phone()
    number = phone.file({
        **_PERSON, "document_title": "2025年住房公积金缴存情况表",
        "wanted": "2025年各季度的缴存人数和缴存额。",
    })  # fmt: skip
    phone.picture("receipt")
    bureau.confirm(number)
    bureau.search(number, "归集管理科", "检索2025年各季度缴存人数、缴存额的统计表。", on(3, 10))

    yield on(3, 9)
    table = table_of_deposits(folder)
    bureau.found(number, "归集管理科", table, "有统计表一份，可以公开。")
    bureau.add_file(number, "RELEASED", table)

    yield on(3, 20)
    bureau.send(
        number, "答复书", {"how": "随本答复书提供统计表一份，请在网上下载。"},
        outcome="予以公开", enclosures=[table.name],
    )  # fmt: skip
    bureau.serve(number, "PORTAL")

    yield on(3, 24)
    phone.look_up()
    phone.stands("已办结")
    phone.picture("tracker", height=1250)
    assert phone.take("答复书").startswith(b"%PDF")
    assert phone.take(table.name) == table.read_bytes()
    phone.look_up()
    expect(phone.page.locator(".course")).to_contain_text("送达")

    yield on(3, 26)
    bureau.archive(number)


def severed(bureau, folder):
    """Ask for an agreement: a bank objects, a person's name and telephone are hidden."""
    yield on(3, 3)
    phone = bureau.phone()
    number = phone.file({
        **_ORGANISATION, "applicant_kind": "BUSINESS", "applicant_name": "某某置业有限公司",
        "identity_number": "91210411600037341X", "document_title": "受托贷款业务合作协议",
        "wanted": "贵中心2025年与受托银行签订的贷款业务合作协议。",
    })  # fmt: skip
    bureau.confirm(number)
    bureau.search(number, "信贷管理科", "检索2025年签订的受托贷款业务合作协议。", on(3, 10))

    yield on(3, 9)
    paper = agreement(folder)
    bureau.found(number, "信贷管理科", paper, "有协议一份，含受托银行联系人的姓名、电话。")
    _consulted(bureau, number)
    _hidden_by_the_clerk(bureau, number, paper)

    yield on(3, 18)
    clerk = bureau.clerk
    clerk.open_case(number)
    clerk.follow("登记意见", exact=False)
    clerk.fill({
        "opinion": "REFUSES",
        "opinion_text": "协议中我方联系人的姓名、电话是个人信息，不同意公开。",
    })  # fmt: skip
    clerk.press("登记", "main")
    clerk.open_case(number)
    clerk.follow("认定意见", exact=False)
    clerk.fill({"is_reasonable": "yes", "judgement": "联系人的姓名、电话属于个人隐私，理由成立。"})
    clerk.press("保存认定", "main")
    _confirmed_by_another(bureau, number, paper)

    yield on(3, 25)
    clerk.open_case(number)
    clerk.picture("case", height=1500)
    address = bureau.draft(
        number, "答复书",
        {
            "how": "随本答复书提供协议一份，其中第三方联系人的姓名、电话已隐去。",
            "reasons": "隐去的内容是第三方工作人员的个人信息，第三方不同意公开且理由成立。",
        },
        outcome="部分公开（区分处理）", enclosures=["区分处理1.pdf"],
    )  # fmt: skip
    clerk.sees("涉及第三方联系人的姓名、电话")
    clerk.sees("请确认涉及第三方的内容已经全部隐去")
    bureau.approve(address)
    clerk.picture("letter", height=1250)
    bureau.serve(number, "PORTAL")

    yield on(3, 27)
    phone.look_up()
    phone.stands("部分公开")
    shown = text_of(phone.take("区分处理1.pdf"))
    assert "手续费按季结算" in shown
    assert MANAGER not in shown and MANAGER_PHONE not in shown
    phone.take("答复书")

    yield on(3, 31)
    bureau.archive(number)


def _consulted(bureau, number):
    clerk = bureau.clerk
    clerk.open_case(number)
    clerk.follow("征求第三方意见")
    clerk.fill({
        "kind": "THIRD_PARTY", "label": "第三方甲", "name": "某某银行股份有限公司某某分行",
        "contact": "某某市某某路9号", "asked_about": "2025年受托贷款业务合作协议的全文。",
    })  # fmt: skip
    clerk.press("登记", "main")
    clerk.follow("起草征求意见书", exact=False)
    clerk.press("生成草稿", "main")
    bureau.approve(clerk.page.url)
    bureau.serve_at_counter(number, "某某银行收发室")


def _hidden_by_the_clerk(bureau, number, paper):
    """Drag a box over what names a person, and make the copy."""
    clerk = bureau.clerk
    clerk.open_case(number)
    clerk.follow(f"区分处理“{paper.name}”")
    clerk.press("开始标注", "main")
    page = clerk.page
    image = page.locator("input[type=image]")
    expect(image).to_be_visible()
    page.wait_for_load_state("networkidle")
    image.scroll_into_view_if_needed()
    sheet = image.bounding_box()
    left, top, right, bottom = rows_to_hide()
    page.mouse.move(sheet["x"] + left * sheet["width"], sheet["y"] + top * sheet["height"])
    page.mouse.down()
    page.mouse.move(
        sheet["x"] + right * sheet["width"], sheet["y"] + bottom * sheet["height"], steps=4
    )
    page.mouse.up()
    expect(page.locator("select[name=ground]")).to_be_focused()
    page.locator("select[name=ground]").select_option("PRIVACY")
    clerk.fill({"reason": "涉及第三方联系人的姓名、电话，公开会损害其合法权益"}, "#add")
    clerk.press("隐去这部分", "#add")
    clerk.sees(MANAGER)
    clerk.press("生成成品并检查", "main")
    clerk.sees("检查通过")


def _confirmed_by_another(bureau, number, paper):
    reviewer = bureau.reviewer
    reviewer.open_case(number)
    reviewer.follow(paper.name, "section:has(#redactions)")
    reviewer.picture("redaction", height=1850)
    reviewer.press("我已逐页核对，同意提供", "main")
    reviewer.sees("已复核，成品可以随答复提供。", "body")


def never_corrected(bureau):
    """Ask for what nobody can tell; the applicant never says what he means."""
    yield on(3, 10)
    phone = bureau.phone()
    number = phone.file({
        **_PERSON, "applicant_name": "赵大海", "identity_number": "210411198503070024",
        "wanted": "公积金的有关材料。",
    })  # fmt: skip
    bureau.confirm(number)
    until = on(3, 24)
    bureau.send(number, "补正告知书", {
        "items": "请写明所需材料的名称、年份，或者便于查询的其他特征。", "until": until.isoformat(),
    })  # fmt: skip
    bureau.serve(number, "PORTAL")

    yield on(3, 11)
    phone.look_up()
    phone.stands("待申请人补正")
    expect(phone.page.locator(".standing")).to_contain_text("请在2026年3月24日（含当日）前办理")
    phone.take("补正告知书")

    yield until
    # The last day is still the applicant's.
    bureau.clerk.open_case(number)
    bureau.clerk.follow("答复书")
    row = bureau.clerk.page.locator("li", has_text="申请人无正当理由逾期不补正")
    expect(row).to_contain_text("补正期限至2026年3月24日（含当日），尚未届满")

    yield on(3, 25)
    bureau.send(number, "答复书", {}, outcome="其他处理：申请人无正当理由逾期不补正")
    bureau.serve(number, "PORTAL")

    yield on(3, 26)
    phone.look_up()
    phone.stands("逾期不补正")
    phone.take("告知书")


def fee_unpaid(bureau):
    """Ask for many pages; the fee is noticed and never paid."""
    yield on(3, 11)
    phone = bureau.phone()
    number = phone.file({
        **_ORGANISATION, "applicant_kind": "LEGAL_SERVICE", "applicant_name": "某某律师事务所",
        "identity_number": "312104116000380104",
        "wanted": "2024年至2025年全部提取业务审批台账。",
    })  # fmt: skip
    bureau.confirm(number)

    yield on(3, 13)
    bureau.send(number, "收费通知书", {
        "method": "BY_PAGE", "quantity": "57",
        "payment": "持本通知书到某某市非税收入收缴代理银行缴纳。",
    })  # fmt: skip
    bureau.clerk.open_case(number)
    expect(bureau.clerk.page.locator("section", has=bureau.clerk.page.locator("#fees"))
           ).to_contain_text("270.00元")  # fmt: skip
    bureau.serve(number, "PORTAL")

    yield on(3, 16)
    phone.look_up()
    phone.stands("待申请人缴费")
    phone.take("收费通知书")
    # Twenty working days from the day after; 清明 falls among them.
    phone.look_up()
    expect(phone.page.locator(".standing")).to_contain_text("请在2026年4月14日（含当日）前办理")

    yield on(4, 14)
    bureau.clerk.open_case(number)
    bureau.clerk.follow("答复书")
    row = bureau.clerk.page.locator("li", has_text="未按收费通知要求缴纳费用")
    expect(row).to_contain_text("缴费期限至2026年4月14日（含当日），尚未届满")

    yield on(4, 15)
    bureau.send(number, "答复书", {}, outcome="其他处理：申请人逾期未按收费通知要求缴纳费用")
    bureau.serve(number, "PORTAL")

    yield on(4, 16)
    phone.look_up()
    phone.stands("逾期未按收费通知要求缴纳费用")
    phone.take("告知书")


def litigated(bureau):
    """Ask for minutes: extended, refused, upheld on reconsideration, and taken to court."""
    yield on(2, 24)
    phone = bureau.phone()
    number = phone.file({
        **_ORGANISATION, "applicant_kind": "PUBLIC_INTEREST", "applicant_name": "某某公益服务中心",
        "identity_number": "52210411600039128M", "document_title": "2025年缴存比例调整讨论记录",
    })  # fmt: skip
    bureau.confirm(number)

    yield on(3, 17)
    clerk = bureau.clerk
    clerk.open("/console/requests/")
    clerk.sees("在办，最紧急的在前")
    expect(clerk.page.locator("table.is-cases tbody tr")).to_have_count(5)
    clerk.picture("queue")
    clerk.open_case(number)
    expect(clerk.page.locator("main")).to_contain_text("2026-03-23")
    bureau.send(number, "延期答复告知书", {"reasons": "讨论记录分散在多个科室，须逐份核对。"})
    clerk.open_case(number)
    expect(clerk.page.locator("main")).to_contain_text("2026-04-21")

    yield on(4, 13)
    bureau.send(
        number, "答复书",
        {"reasons": "所申请的是制定缴存比例调整方案时的讨论记录，属于过程性信息。"},
        outcome="不予公开：属于四类过程性信息",
    )  # fmt: skip
    bureau.serve_at_counter(number, "李小红")

    yield on(4, 28)
    _disputed(bureau, number, "RECONSIDERATION", "某某市人民政府", "某政复〔2026〕21号")

    yield on(6, 25)
    clerk.open_case(number)
    clerk.follow("某政复〔2026〕21号")
    clerk.fill({"result": "UPHELD"}, "form:has(#close)", prefix="close-")
    clerk.press("保存结果", "main")
    clerk.sees("结果维持")

    yield on(7, 8)
    _disputed(bureau, number, "LITIGATION_AFTER_RECONSIDERATION", "某某市某某区人民法院",
              "（2026）某01行初35号")  # fmt: skip
    clerk.open_case(number)
    told = clerk.page.locator("section", has=clerk.page.locator("#disputes"))
    expect(told).to_contain_text("结果维持")
    expect(told).to_contain_text("尚未审结")


def _disputed(bureau, number, route, organ, case_no):
    clerk = bureau.clerk
    clerk.open_case(number)
    clerk.follow("登记复议诉讼")
    clerk.fill({"route": route, "organ": organ, "case_no": case_no})
    clerk.press("登记", "main")
    clerk.sees("已登记，登记号", "body")
