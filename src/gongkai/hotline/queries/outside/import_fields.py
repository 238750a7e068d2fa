"""The fields that a file of the exchange or platform can tell, and how its columns are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gongkai.hotline.models import CallRoute, ImportKind, Opinion
from gongkai.rules.reply_limits import TicketKind
from gongkai.rules.typing_slips import half_width

YES, NO, NOTHING = "YES", "NO", "NOTHING"
_YES_NO = {YES: "是", NO: "否"}


@dataclass(frozen=True)
class ImportField:
    """One field.

    :param reads: text, moment, seconds, count, number or word
    :param aliases: names under which exports have it
    :param choices: codes and names of what a word may mean
    :param also: further words for each code
    :param private: how it is shown: "" as it is, "number", "name" or "text"
    :param blank: the code of an empty cell; None refuses it
    """

    name: str
    label: str
    reads: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    longest: int = 60
    choices: Mapping[str, str] = field(default_factory=dict)
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    private: str = ""
    may_be_fixed: bool = False
    blank: str | None = None
    help: str = ""

    def code_of(self, word: str) -> str:
        """Return the code that a word most likely stands for, "" if none is."""
        plain = key_of(word)
        for code, label in self.choices.items():
            if plain in (key_of(label), key_of(code), *map(key_of, self.also.get(code, ()))):
                return code
        return ""


def key_of(text: str) -> str:
    """Return a column name or word without blanks, brackets and case."""
    plain = half_width(str(text)).lower()
    return "".join(each for each in plain if each.isalnum())


_CALLS = (
    ImportField(
        "outside_no",
        "话单号",
        "text",
        (
            "话单编号",
            "通话ID",
            "通话编号",
            "呼叫ID",
            "流水号",
            "通话流水号",
            "呼叫流水号",
            "记录编号",
            "callid",
            "ucid",
        ),
        required=True,
        help="话务系统给每通电话的唯一编号，重复导入时据此识别",
    ),  # fmt: skip
    ImportField(
        "began_at",
        "来电时间",
        "moment",
        ("接通时间", "呼入时间", "开始时间", "通话开始时间", "应答时间", "starttime"),
        required=True,
        help="须含时和分",
    ),  # fmt: skip
    ImportField(
        "ended_at",
        "结束时间",
        "moment",
        ("挂断时间", "通话结束时间", "挂机时间", "endtime"),
        help="与通话时长有一个即可",
    ),  # fmt: skip
    ImportField(
        "seconds",
        "通话时长",
        "seconds",
        ("通话时长秒", "时长", "通话秒数", "时长秒", "duration"),
        help="秒数，或者 分:秒、时:分:秒",
    ),  # fmt: skip
    ImportField(
        "waited",
        "排队时长",
        "seconds",
        ("等待时长", "排队秒数", "排队时长秒", "等待秒数", "排队时间"),
    ),  # fmt: skip
    ImportField(
        "number",
        "主叫号码",
        "number",
        ("来电号码", "主叫", "客户号码", "电话号码", "主叫电话", "caller", "ani"),
        longest=40,
        private="number",
        help="加密保存",
    ),  # fmt: skip
    ImportField(
        "route",
        "接入方式",
        "word",
        ("呼入方式", "来电方式", "接入渠道", "来源", "线路", "中继"),
        required=True,
        may_be_fixed=True,
        choices=dict(CallRoute.choices),
        also={
            "VIA_12345": ("12345", "12345热线", "12345接通"),
            "DIRECT": ("直呼", "直拨", "12329", "12329热线", "直接呼入"),
            "TRANSFERRED": ("转接", "12345转入", "三方转接"),
        },
    ),  # fmt: skip
    ImportField(
        "agent",
        "坐席",
        "text",
        ("坐席姓名", "座席", "座席姓名", "坐席工号", "工号", "接听人", "接线员", "话务员", "agent"),
        help="按姓名或用户名识别，识别不了的留空",
    ),  # fmt: skip
    ImportField(
        "connected",
        "接通与否",
        "word",
        ("是否接通", "接通状态", "接听状态", "通话结果", "呼叫结果", "应答状态", "状态"),
        choices=_YES_NO,
        also={
            YES: ("接通", "已接通", "已接", "已接听", "应答", "answered", "1", "y"),
            NO: (
                "未接通",
                "未接",
                "漏接",
                "放弃",
                "未应答",
                "排队放弃",
                "noanswer",
                "abandoned",
                "0",
                "n",
            ),
        },
        help="没有这一列的，全部按接通处理",
    ),  # fmt: skip
)
_OPINIONS = {**dict(Opinion.choices), NOTHING: "没有评价"}
_TICKETS = (
    ImportField(
        "outside_no",
        "平台工单号",
        "text",
        ("工单号", "工单编号", "诉求编号", "受理编号", "平台编号", "编号"),
        required=True,
        help="重复导入时据此识别",
    ),  # fmt: skip
    ImportField(
        "ticket_kind",
        "诉求类别",
        "word",
        ("诉求类型", "工单类型", "工单类别", "类型", "类别"),
        required=True,
        may_be_fixed=True,
        choices={kind.value: kind.label for kind in TicketKind},
        also={"HELP": ("求决", "申请"), "REPORT": ("检举",)},
    ),  # fmt: skip
    ImportField(
        "title", "标题", "text", ("工单标题", "诉求标题", "主题"), longest=200, private="text"
    ),  # fmt: skip
    ImportField(
        "content",
        "内容",
        "text",
        ("诉求内容", "工单内容", "问题描述", "主要内容", "来电内容"),
        required=True,
        longest=20_000,
        private="text",
    ),  # fmt: skip
    ImportField(
        "person_name",
        "诉求人",
        "text",
        ("来电人", "姓名", "反映人", "联系人", "市民姓名"),
        longest=50,
        private="name",
        help="加密保存",
    ),  # fmt: skip
    ImportField(
        "phone",
        "电话",
        "number",
        ("联系电话", "诉求人电话", "来电号码", "联系方式", "手机号码"),
        longest=40,
        private="number",
        help="加密保存",
    ),  # fmt: skip
    ImportField(
        "accepted_at",
        "受理时间",
        "moment",
        ("派单时间", "登记时间", "受理日期", "来电时间", "转办时间", "创建时间"),
        required=True,
    ),  # fmt: skip
    ImportField(
        "due_on",
        "办理期限",
        "day",
        ("办结时限", "办理时限", "截止时间", "反馈期限", "办结期限", "到期时间"),
        help="没有的，按诉求类别的办理期限推算",
    ),  # fmt: skip
    ImportField(
        "is_secret",
        "保密",
        "word",
        ("是否保密", "来源保密", "信息保密"),
        choices=_YES_NO,
        also={YES: ("保密", "1", "y"), NO: ("不保密", "公开", "0", "n")},
        blank=NO,
    ),  # fmt: skip
    ImportField(
        "urged", "催办次数", "count", ("催单次数", "催办"), help="比上次多的，记为平台催办"
    ),
    ImportField("fed_back_on", "反馈日期", "day", ("反馈时间", "回复时间", "答复时间", "答复日期")),
    ImportField("closed_on", "办结日期", "day", ("办结时间", "结案时间", "归档时间", "完成时间")),
    ImportField("called_back_on", "回访日期", "day", ("回访时间", "评价时间", "评价日期")),
    ImportField(
        "opinion",
        "评价",
        "word",
        ("满意度", "满意度评价", "回访评价", "评价结果", "结果满意度"),
        choices=_OPINIONS,
        also={"SATISFIED": ("非常满意",), NOTHING: ("未评价", "无", "未回访", "默认")},
        blank=NOTHING,
        help="须同时有回访日期",
    ),  # fmt: skip
)
_FIELDS = {ImportKind.CALLS: _CALLS, ImportKind.TICKETS: _TICKETS}


def fields_of(kind: str) -> tuple[ImportField, ...]:
    """Return the fields of a kind of file."""
    return _FIELDS[ImportKind(kind)]


def guessed_columns(kind: str, headers: Iterable[str]) -> dict[str, str]:
    """Return the column that most likely holds each field; no column for two fields."""
    free = {key_of(header): header for header in headers if header}
    found: dict[str, str] = {}
    for place in range(1 + max(len(each.aliases) for each in fields_of(kind))):
        for each in fields_of(kind):
            names = (each.label, *each.aliases)
            if each.name not in found and place < len(names):
                header = free.pop(key_of(names[place]), None)
                if header is not None:
                    found[each.name] = header
    return found


def mapping_problems(
    kind: str, headers: Iterable[str], columns: Mapping[str, str], fixed: Mapping[str, Any]
) -> list[tuple[str, str]]:
    """Return field and text of each thing that is wrong with a mapping, in Chinese."""
    known = set(headers)
    problems = []
    taken: dict[str, str] = {}
    for each in fields_of(kind):
        column = columns.get(each.name, "")
        code = fixed.get(each.name, "")
        if column and column not in known:
            problems.append((each.name, f"{each.label}：文件中没有“{column}”这一列，请重新选择。"))
        elif column and column in taken:
            problems.append(
                (each.name, f"{each.label}：“{column}”已用于“{taken[column]}”，请另选一列。")
            )
        elif column:
            taken[column] = each.label
        elif each.required and not code:
            also = "或者一个固定值" if each.may_be_fixed else ""
            problems.append((each.name, f"{each.label}：未选择，请选择文件中的一列{also}。"))
        if code and code not in each.choices:
            problems.append((each.name, f"{each.label}：没有这个固定值，请重新选择。"))
    if columns.get("opinion") and not columns.get("called_back_on"):
        problems.append(("called_back_on", "回访日期：选择了“评价”的，请同时选择回访日期。"))
    return problems


KINDS = ImportKind.choices
"""Code and name of each kind of file."""
