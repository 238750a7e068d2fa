"""Sheets of what stands behind the work: institutions, activities and service items."""

from datetime import date

from gongkai.documents.workbooks.sheets import NotBefore, SheetSpec
from gongkai.ledgers.sheets.columns import choice, day, register_no, text, whole
from gongkai.oversight.models import ActivityKind
from gongkai.rules.service_items import Audience

_ADOPTED = day("adopted_on", "施行日期", "制定日期", "印发日期", required=True)
_INSTITUTION_REPEALED = day("repealed_on", "废止日期", help="现行有效的不填。", example="")
INSTITUTIONS = SheetSpec(
    kind="institutions",
    title="公开制度",
    also=("制度", "政务公开制度"),
    purpose="本机关制定的政务公开制度，包括往年制定、现行有效的。",
    columns=(
        register_no("ZD-001"),
        text("title", "制度名称", "名称", required=True, example="信息公开保密审查制度"),
        _ADOPTED,
        _INSTITUTION_REPEALED,
    ),
    rules=(NotBefore(_INSTITUTION_REPEALED, _ADOPTED),),
)

ACTIVITIES = SheetSpec(
    kind="activities",
    title="公开活动",
    also=("活动", "政务公开活动"),
    purpose="政务公开日、政务访谈、培训等活动，一次一行。",
    columns=(
        register_no("HD-001"),
        choice(
            "kind",
            "活动类别",
            "类别",
            choices=dict(ActivityKind.choices),
            choices_also={"5·15政务公开日": "DISCLOSURE_DAY", "政务公开日": "DISCLOSURE_DAY"},
            required=True,
            example="政务公开日活动",
        ),
        text("title", "活动名称", "名称", required=True, example="“5·15政务公开日”活动"),
        day("held_on", "举办日期", "日期", "活动日期", required=True),
        whole("participants", "参加人数", "人数", help="可不填。", example=30),
    ),
)

_OFFERED = day("offered_from", "开办日期", "开通日期", required=True, example=date(2020, 1, 1))
_WITHDRAWN = day("withdrawn_on", "停办日期", help="仍在办理的不填。", example="")
_ONLINE = day(
    "online_from",
    "全程网办日期",
    "网上办理日期",
    help="自何日起全程网上办理；尚不能全程网办的不填。",
    example=date(2021, 6, 1),
)
SERVICES = SheetSpec(
    kind="services",
    title="服务事项",
    also=("政务服务事项", "办事事项"),
    purpose="本机关办理的服务事项，一项一行。",
    columns=(
        register_no("FW-001", "事项编码"),
        text("name", "事项名称", "名称", longest=100, required=True, example="单位缴存登记"),
        choice(
            "audience",
            "办理对象",
            "服务对象",
            choices={each.value: each.label for each in Audience},
            choices_also={"职工": "WORKER", "法人": "EMPLOYER"},
            required=True,
            example="单位",
        ),
        _OFFERED,
        _WITHDRAWN,
        _ONLINE,
    ),
    rules=(NotBefore(_WITHDRAWN, _OFFERED), NotBefore(_ONLINE, _OFFERED)),
)
