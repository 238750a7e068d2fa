"""Sheets of the hotline: calls and tickets."""

from datetime import date

from gongkai.documents.workbooks.sheets import Needs, NotBefore, SheetSpec
from gongkai.hotline.models import CallRoute, Opinion
from gongkai.ledgers.sheets.columns import choice, day, register_no, text, yes_no

CALLS = SheetSpec(
    kind="calls",
    title="热线来电",
    also=("来电登记", "热线咨询", "电话咨询"),
    purpose="接听的热线来电，一次一行。",
    columns=(
        register_no("RX-00001", "来电编号", "话单号"),
        day("called_on", "来电日期", "来电时间", "日期", required=True),
        choice(
            "route",
            "接入方式",
            "来电渠道",
            "接入渠道",
            choices=dict(CallRoute.choices),
            choices_also={
                "12345热线": "VIA_12345",
                "12345接通": "VIA_12345",
                "直呼": "DIRECT",
                "直拨": "DIRECT",
                "转接": "TRANSFERRED",
            },
            required=True,
            help="12345热线接通：经12345平台接通；电话直呼：直接拨打本机关电话；"
            "12345转接：12345话务员转来。",
            example="电话直呼",
        ),
    ),
)

_ACCEPTED = day("accepted_on", "受理日期", "受理时间", required=True, help="按此计入年度。")
_DUE = day(
    "due_on",
    "反馈期限",
    "办理期限",
    "办结期限",
    required=True,
    help="应当反馈的最后一天，用于计算反馈率。",
    example=date(2023, 5, 22),
)
_FED_BACK = day(
    "fed_back_on", "反馈日期", "反馈时间", help="尚未反馈的不填。", example=date(2023, 5, 16)
)
_CLOSED = day(
    "closed_on", "办结日期", "办结时间", help="尚未办结的不填。", example=date(2023, 5, 16)
)
_CALLED_BACK = day(
    "called_back_on", "回访日期", "回访时间", help="未回访的不填。", example=date(2023, 5, 18)
)
_REACHED = yes_no(
    "reached",
    "回访接通",
    "是否接通",
    "回访是否接通",
    blank=False,
    help="回访时是否联系上本人；不填按“否”。",
    example="是",
)
_OPINION = choice(
    "opinion",
    "回访评价",
    "满意度",
    "评价",
    "满意度评价",
    choices=dict(Opinion.choices),
    help="未取得评价的不填。",
    example="满意",
)
TICKETS = SheetSpec(
    kind="tickets",
    title="诉求工单",
    also=("工单", "工单台账", "12345工单"),
    purpose="受理的诉求工单，一件一行。",
    columns=(
        register_no("GD-0001", "工单编号", "工单号"),
        text(
            "matter",
            "诉求内容",
            "工单内容",
            "诉求事项",
            "诉求标题",
            longest=300,
            required=True,
            personal="text",
            help="简述诉求，不要填写身份证号、电话等个人信息。",
            example="咨询租房提取条件",
        ),
        _ACCEPTED,
        _DUE,
        _FED_BACK,
        _CLOSED,
        yes_no(
            "call_back_due",
            "应回访",
            "是否应回访",
            "是否需要回访",
            required=True,
            help="按规定是否应当回访。",
            example="是",
        ),
        _CALLED_BACK,
        _REACHED,
        _OPINION,
    ),
    rules=(
        NotBefore(_DUE, _ACCEPTED),
        NotBefore(_FED_BACK, _ACCEPTED),
        NotBefore(_CLOSED, _ACCEPTED),
        NotBefore(_CALLED_BACK, _ACCEPTED),
        NotBefore(_CALLED_BACK, _FED_BACK),
        Needs(_CALLED_BACK, _FED_BACK),
        Needs(_REACHED, _CALLED_BACK),
        Needs(_OPINION, _REACHED),
    ),
)
