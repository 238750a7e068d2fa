"""Sheets of what was disclosed unasked: items, posts, followers, reports to the city, documents."""

from dataclasses import replace
from datetime import date

from gongkai.documents.workbooks.sheets import NotBefore, SheetSpec
from gongkai.ledgers.sheets.columns import amount, choice, day, register_no, text, whole, yes_no
from gongkai.publications.models import (
    DecisionKind,
    DocumentKind,
    PostOrigin,
    PublicationChannel,
)

_FORMED = day(
    "formed_on", "成文日期", "形成日期", help="信息形成的日期，用于核对是否按期公开；可不填。"
)
_PUBLISHED = day(
    "published_on",
    "发布日期",
    "公开日期",
    "发布时间",
    required=True,
    help="发布的日期，按此计入年度。",
    example=date(2023, 5, 16),
)
_CHANNEL = replace(
    choice(
        "channel",
        "发布渠道",
        "公开渠道",
        "公开途径",
        choices=dict(PublicationChannel.choices),
        choices_also={"网站": "SITE", "公报": "GAZETTE", "公示栏": "VENUE", "报刊": "PRESS"},
        help="《条例》第二十三条、第二十五条规定的公开途径；不填为政府网站。",
        example="政府网站",
    ),
    blank="SITE",
)
ITEMS = SheetSpec(
    kind="items",
    title="网站信息",
    also=("主动公开信息", "网站发布信息", "主动公开台账"),
    purpose="本机关主动公开的信息，一条一行；在网站以外公开的，填写发布渠道。",
    columns=(
        register_no("XW-001", "信息编号"),
        text(
            "column",
            "栏目",
            "所属栏目",
            "栏目名称",
            longest=50,
            required=True,
            list_name="columns",
            help="信息所在的网站栏目；下拉列表中没有的栏目导入时自动建立。",
            example="新闻发布",
        ),
        text("title", "标题", "信息标题", "信息名称", required=True, example="2023年归集工作会议"),
        _FORMED,
        _PUBLISHED,
        _CHANNEL,
    ),
    rules=(NotBefore(_PUBLISHED, _FORMED),),
)

POSTS = SheetSpec(
    kind="posts",
    title="微信图文",
    also=("微信公众号图文", "微信推送"),
    purpose="微信公众号发布的图文，一篇一行。",
    columns=(
        register_no("WX-001"),
        text("title", "标题", "图文标题", required=True, example="租房提取办事指南"),
        choice(
            "origin",
            "来源",
            "图文来源",
            choices=dict(PostOrigin.choices),
            choices_also={"原创": "OWN", "自制图文": "OWN", "推荐转发": "REPOSTED"},
            required=True,
            help="自制：本机关编写；转发：转载其他来源。",
            example="自制",
        ),
        day("posted_on", "发布日期", "推送日期", "发布时间", required=True),
    ),
)

FOLLOWERS = SheetSpec(
    kind="followers",
    title="关注人数",
    also=("微信关注人数", "粉丝数"),
    purpose="微信公众号在某一天的关注人数；报告采用当年最后一次统计。",
    columns=(
        register_no("GZ-001"),
        day("counted_on", "统计日期", "日期", required=True, help="同一天只登记一次。"),
        whole("followers", "关注人数", "粉丝数", required=True, help="人数，整数。", example=15000),
    ),
)

CITY_REPORTS = SheetSpec(
    kind="city_reports",
    title="报送信息",
    also=("向市政府网站报送信息", "信息报送"),
    purpose="向市政府网站报送的信息，一条一行。",
    columns=(
        register_no("BS-001"),
        text("title", "标题", "信息标题", required=True, example="关于提取新政的信息"),
        day("reported_on", "报送日期", "报送时间", required=True),
        yes_no(
            "adopted", "是否采用", "采用情况", "是否采纳", help="尚不知道的可不填。", example="是"
        ),
    ),
)

_MADE = day("made_on", "制发日期", "印发日期", "成文日期", required=True)
_DOCUMENT_REPEALED = day("repealed_on", "废止日期", "失效日期", help="现行有效的不填。", example="")
DOCUMENTS = SheetSpec(
    kind="documents",
    title="规章和规范性文件",
    also=("规范性文件", "行政规范性文件"),
    purpose="制发的规章、行政规范性文件（条例第二十条第一项），包括往年制发、现行有效的。",
    columns=(
        register_no("GF-001"),
        choice(
            "kind",
            "文件类别",
            "类别",
            choices=dict(DocumentKind.choices),
            choices_also={"规范性文件": "NORMATIVE"},
            required=True,
            example="行政规范性文件",
        ),
        text("title", "文件名称", "标题", required=True, example="住房公积金提取管理办法"),
        text("document_no", "发文字号", "文号", longest=60, example="某公积金发〔2023〕1号"),
        _MADE,
        _DOCUMENT_REPEALED,
    ),
    rules=(NotBefore(_DOCUMENT_REPEALED, _MADE),),
)

DECISIONS = SheetSpec(
    kind="decisions",
    title="行政处理决定",
    also=("行政许可处罚强制", "行政决定"),
    purpose="行政许可、行政处罚、行政强制决定（条例第二十条第五项、第六项），一件一行。",
    columns=(
        register_no("CF-001", "决定书编号"),
        choice(
            "kind",
            "决定类别",
            "类别",
            choices=dict(DecisionKind.choices),
            choices_also={"许可": "LICENCE", "处罚": "PENALTY", "强制": "COERCION"},
            required=True,
            example="行政处罚",
        ),
        text("title", "事项", "事由", "决定事项", required=True, example="责令限期办理缴存登记"),
        day("decided_on", "决定日期", "作出日期", required=True),
    ),
)

ADMINISTRATIVE_FEES = SheetSpec(
    kind="administrative_fees",
    title="行政事业性收费",
    also=("收费",),
    purpose="收取的行政事业性收费（条例第二十条第八项）；信息处理费填在“信息处理费”表。",
    columns=(
        register_no("SF-001", "票据号"),
        text("item", "收费项目", "项目", required=True, example="某项行政事业性收费"),
        day("charged_on", "收费日期", "收取日期", required=True),
        amount(
            "amount",
            "金额（元）",
            "金额",
            "收费金额",
            required=True,
            help="以元为单位。",
            example="100.00",
        ),
    ),
)
