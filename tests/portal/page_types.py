"""One page of every type the public can open: the table that every walk over the site goes by.

A new type of page gets its line here: a maker that makes what the page shows and returns its
address by a name. Everything is made once for a module that walks over all of it.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django.utils import timezone

from annual_reports.year import fill
from casework.after_reply import again, replied
from factories import ColumnFactory, ItemFactory, OfficerFactory
from fund_services.appointments.office import officer
from fund_services.guides import made as fund_guides
from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureLogEntry
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.operations.applications.form_versions import install_forms
from gongkai.fund_services.operations.appointments.planning import (
    CounterContent,
    PlanContent,
    add_counter,
    plan_slots,
)
from gongkai.fund_services.operations.form_files import make_form_files
from gongkai.publications.operations.drafting import save_item
from gongkai.publications.operations.publishing import take_down
from hotline import sent_messages
from hotline.tickets.opened import public_reply, ticket_office
from knowledge.answers import Writers
from knowledge.answers import released as released_answer
from participation import asked
from portal.office import published_report
from portal.test_item_page import PNG, accepted, with_file
from publications.office import AT, NOW, Office, content, drafted, office, published
from sites import making
from website_reports import filled_forms

ORGAN = "某某市住房公积金管理中心"
# Pages that ask neither the database nor a file.
BARE = ("出错页", "维护页")
Makers = list[Callable[[Office], dict[str, str]]]
MAKERS: Makers = []
# Pages that are there without anything to show.
PLAIN = {
    "首页": "/", "网站地图": "/ditu/", "联系我们": "/lianxi/", "无障碍说明": "/wuzhangai/",
    "浏览方式": "/liulan/", "没有的页面": "/nope/", "出错页": "/cuowu/500/",
    "维护页": "/cuowu/503/", "年度报告": "/nianbao/", "核对年报": "/hedui/", "检索": "/jiansuo/",
    "检索没有结果": "/jiansuo/?q=没有这个词", "检索词过长": "/jiansuo/?q=" + "长" * 101,
    "依申请公开": "/shenqing/", "申请表": "/shenqing/biaoge/", "办理查询": "/chaxun/",
    "更正本人信息": "/shixiang/gengzheng/", "建议公开": "/shixiang/jianyi/",
    "投诉举报": "/shixiang/tousu/", "公示检索": "/gongshi/?q=没有", "互动交流": "/hudong/",
    "意见征集": "/hudong/zhengji/", "网上调查": "/hudong/diaocha/",
    "在线访谈": "/hudong/fangtan/", "找错": "/zhaocuo/", "留言": "/liuyan/",
    "留言查询": "/liuyan/chaxun/", "专题列表": "/zhuanti/", "公积金计算器": "/jisuan/",
    "贷款计算": "/jisuan/daikuan/", "办件进度查询": "/jindu/",
    "还款计划": "/jisuan/daikuan/?fund=50万&years=3&prepay_way=lower&prepay_after=9"
    "&prepay_amount=9万",
    "可贷额度": "/jisuan/edu/?balance=6万&months_paid=36&income=12000&price=80万",
    "证明验证": "/yanzheng/",
    "月缴存额": "/jisuan/jiaocun/?wage=8000",
    "可提取金额": "/jisuan/tiqu/?kind=rent&balance=6万&rent=2000",
    "账户利息": "/jisuan/lixi/?balance=6万&since=2024-07-01",
}  # fmt: skip


def made(maker: Callable[[Office], dict[str, str]]) -> Callable[[Office], dict[str, str]]:
    """Put a maker into the table."""
    MAKERS.append(maker)
    return maker


def whole_site() -> dict[str, str]:
    """Make a site with everything, and return name and address of one page of each type."""
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(
        code="gjj", is_default=True, name=ORGAN, short_name="市公积金中心", postcode="100000",
        email="gjj@example.cn", phone="0429-0000000",
    )  # fmt: skip
    place.agency.refresh_from_db()
    # The year of the report brings a column of the usual name.
    place.column.name = "公示公告"
    place.column.save()
    pages = dict(PLAIN)
    for maker in MAKERS:
        pages |= maker(place)
    return pages


@made
def reports(place: Office) -> dict[str, str]:
    """Make a year's report."""
    fill(place.agency)
    published_report(place.agency)
    return {"一份年报": "/nianbao/gjj/2023/", "一个机关的年报": "/nianbao/gjj/"}


@made
def items(place: Office) -> dict[str, str]:
    """Make lists of more than one sheet, and an item that has everything."""
    column = ColumnFactory(agency=place.agency, code="long", name="政务公开重点工作和其他较长栏目")
    ItemFactory.create_batch(
        25, column=column, published_on=date(2023, 9, 1), title="关于住房公积金" + "很长的标题" * 12
    )
    item, picture = with_file(place, drafted(place), "网点.png", PNG, "IMAGE", "新网点正门")
    item, sheet = with_file(place, item, "各网点办公时间一览表.txt", "时间表".encode())
    cells = "".join(f"<th>第{n}列的表头</th>" for n in range(12))
    body = (
        "<h2>一、调整办公时间</h2><p>自2024年2月1日起，各网点的办公时间调整如下。</p>"
        f"<table><tbody><tr>{cells}</tr><tr>{cells.replace('th>', 'td>')}</tr></tbody></table>"
        f'<p><img src="file:{picture.pk}" alt="新网点正门"></p>'
        f'<ol><li>法定节假日另行通知。</li><li>详见<a href="file:{sheet.pk}">一览表</a>。</li></ol>'
    )
    kept = _saved(place, item, title="关于调整各营业网点办公时间的通知", body=body)
    full = published(place, accepted(place, kept))
    gone = published(place, drafted(place, title="一条撤下的信息"))
    take_down(item=gone, reason="内容有误", officer=place.reviewer, **NOW)
    code, month = place.column.code, f"{full.published_at:%Y/%m}"
    return {
        "一条信息": f"/xinxi/gjj/{full.pk}/",
        "打印版": f"/xinxi/gjj/{full.pk}/?print=1",
        "撤下的信息": f"/xinxi/gjj/{gone.pk}/",
        "主动公开信息": "/xinxi/",
        "政府信息公开": "/xinxi/gjj/gongkai/",
        "公开目录": "/xinxi/gjj/mulu/",
        "公开目录的一月": f"/xinxi/gjj/mulu/{month}/",
        "栏目": "/xinxi/gjj/lanmu/long/",
        "栏目的一年": f"/xinxi/gjj/lanmu/{code}/{month[:4]}/",
        "栏目的一月": f"/xinxi/gjj/lanmu/{code}/{month}/",
        "归档": f"/xinxi/gjj/guidang/{month}/",
        "归档的一年": f"/xinxi/gjj/guidang/{month[:4]}/",
    }


def _saved(place: Office, item: Any, **changes: Any) -> Any:
    return save_item(item=item, version=item.version, content=content(place, **changes),
                 officer=place.drafter, **NOW)  # fmt: skip


@made
def public_log(place: Office) -> dict[str, str]:
    """Make the public log of answered requests."""
    clerk = OfficerFactory(agency=place.agency, clerk=True)
    entry = DisclosureLogEntry.objects.create(
        request=again(replied(place.agency, clerk)[0]), state="PUBLISHED", prepared_by=clerk,
        checked_by=place.reviewer, published_at=AT, visible_from=date(2024, 3, 1),
        title="2023年住房公积金归集情况", summary="已按《政府信息公开条例》第三十六条提供。",
    )  # fmt: skip
    return {"依申请公开公示": "/gongshi/", "一条公示": f"/gongshi/{entry.pk}/"}


@made
def site_pages(place: Office) -> dict[str, str]:
    """Make a topic and a free page."""
    making.published(place)
    making.published(place, slug="guanyu", kind="FREE", title="机构概况")
    return {"专题": "/zhuanti/tiqu/", "单页": "/ye/guanyu/"}


@made
def asked_of_the_public(place: Office) -> dict[str, str]:
    """Make a consultation, a survey and an interview, each with what came of it."""
    where = asked.Place(place.agency, place.drafter, place.reviewer, place.office_head)
    survey = asked.open_survey(where)
    asked.survey_result(where, asked.answered(survey, "one").survey)
    interview = asked.open_interview(where)
    record = asked.record_of(where, interview)
    asked.released(where, record, asked.AFTER, asked.AFTER_AT)
    return {
        "一份意见征集": f"/hudong/zhengji/{asked.open_consultation(where).pk}/",
        "一份网上调查": f"/hudong/diaocha/{survey.pk}/",
        "一期在线访谈": f"/hudong/fangtan/{interview.pk}/",
    }


@made
def website_form(place: Office) -> dict[str, str]:
    """Make a published form of the website's year."""
    officers = (place.drafter, place.reviewer, place.office_head)
    filled_forms.published(place.agency, *officers)
    return {"网站年度报表": "/wangzhan-nianbao/", "一份网站年度报表": "/wangzhan-nianbao/gjj/2023/"}


@made
def messages(place: Office) -> dict[str, str]:
    """Make a message that was answered and published."""
    row = sent_messages.published(place.agency, place.drafter, place.office_head)
    return {"公开的留言": "/liuyan/xuandeng/", "一条留言": f"/liuyan/xuandeng/{row.pk}/"}


@made
def replies(place: Office) -> dict[str, str]:
    """Make a reply to a ticket that the public reads."""
    reply = public_reply(ticket_office(place.agency))
    return {"热线答复选登": "/liuyan/rexian/", "一条热线答复": f"/liuyan/rexian/{reply.pk}/"}


@made
def answers(place: Office) -> dict[str, str]:
    """Make questions that are often asked."""
    writers = Writers(place.agency, place.drafter, place.reviewer)
    entry = released_answer(writers)
    released_answer(writers, question="租房提取多久到账", also_asked="")
    return {"常见问题": "/wenda/", "一条问答": f"/wenda/{entry.pk}/"}


@made
def guides(place: Office) -> dict[str, str]:
    """Make the list of items with guides, one of them in its second version."""
    head = fund_guides.Centre(place.agency, place.drafter, place.reviewer, place.office_head)
    Agency.objects.filter(pk=place.agency.pk).update(office_hours="工作日 9:00—17:00")
    place.agency.refresh_from_db()
    fund_guides.registered(head)
    rent = fund_guides.item(head)
    fund_guides.released(head, rent, in_force_from=date(2024, 3, 5))
    loan = fund_guides.item(head, "LOAN_APPLICATION")
    return {
        "办事服务": "/banshi/", "查找事项": "/banshi/?q=提取",
        "一份办事指南": f"/banshi/{loan.pk}/",
        "本中心编写的办事指南": f"/banshi/{rent.pk}/",
        "办事指南打印版": f"/banshi/{loan.pk}/?print=1",
        "以前的办事指南": f"/banshi/{rent.pk}/banben/1/",
    }  # fmt: skip


@made
def counters(place: Office) -> dict[str, str]:
    """Make counters with plans, and the forms to take away."""
    day = timezone.localdate()
    # Plans hold from today on; on a holiday the list of days says so.
    planner = officer(place.agency, "SERVICE_REVIEWER", "吴复核")
    now = {"on": day, "at": timezone.now()}
    hall = add_counter(
        agency=place.agency,
        content=CounterContent("政务大厅窗口", "某某路1号", "0429-1", "9:00至17:00", "可以停车"),
        officer=planner, **now,
    )  # fmt: skip
    content = PlanContent("", (1, 2, 3, 4, 5), time(9), time(11), 30, 2, day)
    plan_slots(counter=hall, content=content, officer=planner, **now)
    make_form_files(**now)
    rent = ServiceItem.objects.get(agency=place.agency, code="RENT_WITHDRAWAL")
    answers = "matter=rent&owns=no&renting=market&family=married&together=yes&who=self"
    return {
        "预约": "/yuyue/",
        "预约时间": f"/yuyue/?step=times&item={rent.pk}&counter={hall.pk}",
        "预约没有选事项": "/yuyue/?step=times",
        "预约查询": "/yuyue/chaxun/",
        "情形导办": "/banshi/qingjing/",
        "情形的一个问题": "/banshi/qingjing/?matter=rent&owns=no&renting=market",
        "材料清单": f"/banshi/qingjing/?{answers}",
        "下载中心": "/xiazai/",
    }


@made
def filing(place: Office) -> dict[str, str]:
    """Make the list of what can be filed online."""
    install_forms(agency=place.agency, on=date(2024, 1, 1), at=AT)
    return {"网上办理": "/banli/"}
