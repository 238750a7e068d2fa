"""Sheets of casework: requests, information processing fees, reconsiderations and lawsuits."""

from datetime import date

from gongkai.casework.models import DisputeResult, DisputeRoute, FeeMethod
from gongkai.documents.workbooks.sheets import CellType, Needs, NotBefore, SheetSpec
from gongkai.ledgers.sheets.columns import amount, choice, day, register_no, text, whole, yes_no
from gongkai.ledgers.sheets.identity import IdentityNumber
from gongkai.rules.applicants import ApplicantKind
from gongkai.rules.clock import Channel
from gongkai.rules.outcomes import OUTCOMES

_REQUEST_NO = text(
    "request_no",
    "申请登记号",
    "对应申请",
    "申请编号",
    longest=40,
    type=CellType.CODE,
    help="所涉公开申请在“公开申请”表中的登记号；与具体申请无关的不填。",
)
_RECEIVED = day(
    "received_on",
    "收到申请之日",
    "收到日期",
    "收件日期",
    "受理日期",
    required=True,
    help="条例第三十一条：当面提交和签收邮件为当日；平信、网络、传真为双方确认之日。",
)
_KIND = choice(
    "applicant_kind",
    "申请人类型",
    "申请人类别",
    choices={kind.value: kind.label for kind in ApplicantKind},
    choices_also={"公民": "NATURAL_PERSON", "个人": "NATURAL_PERSON", "企业": "BUSINESS"},
    required=True,
    example="自然人",
)
_IDENTITY = text(
    "identity_number",
    "证件号码",
    "身份证号",
    "身份证号码",
    "统一社会信用代码",
    longest=30,
    type=CellType.CODE,
    compact=True,
    personal="identity",
    help="自然人填身份证号码（护照等证件照填），单位填统一社会信用代码；该列须为文本格式。加密保存。",
)
_CLOSED = day(
    "closed_on", "办结日期", "答复日期", help="尚未办结的不填。", example=date(2023, 6, 6)
)
_OUTCOME = choice(
    "outcome",
    "答复类型",
    "办理结果",
    "处理结果",
    choices={outcome.code: outcome.label for outcome in OUTCOMES.values()},
    help="与办结日期同时填写；一件申请只计一种结果。",
    example="予以公开",
)
_OPTIONAL_STEP = "没有此环节的不填。"
REQUESTS = SheetSpec(
    kind="requests",
    title="公开申请",
    also=("依申请公开", "依申请公开台账", "政府信息公开申请"),
    purpose="收到的政府信息公开申请，一件一行；往年收到、本年办结或仍在办的也要填。",
    columns=(
        register_no("SQ-001", "申请编号", "受理编号"),
        choice(
            "channel",
            "提交渠道",
            "申请方式",
            "提交方式",
            choices={channel.value: channel.label for channel in Channel},
            choices_also={"网络": "ONLINE", "网上": "ONLINE", "当面": "IN_PERSON"},
            required=True,
            example="当面提交",
        ),
        _RECEIVED,
        _KIND,
        text(
            "applicant_name",
            "申请人",
            "申请人姓名",
            "申请人名称",
            longest=100,
            personal="name",
            help="加密保存。",
            example="张某",
        ),
        _IDENTITY,
        text(
            "phone",
            "联系电话",
            "电话",
            "联系方式",
            longest=40,
            type=CellType.CODE,
            personal="phone",
            help="加密保存。",
        ),
        text(
            "wanted",
            "所需信息",
            "申请内容",
            "所需政府信息",
            longest=5000,
            lines=True,
            required=True,
            personal="text",
            help="申请人所需政府信息的描述。",
            example="2022年度归集使用情况",
        ),
        day("correction_asked_on", "告知补正日期", help=_OPTIONAL_STEP, example=""),
        day("corrected_on", "收到补正日期", help=_OPTIONAL_STEP, example=""),
        day("third_party_consulted_on", "征求第三方意见日期", help=_OPTIONAL_STEP, example=""),
        day("third_party_answered_on", "收到第三方意见日期", help=_OPTIONAL_STEP, example=""),
        day("extended_on", "延长答复日期", "延期日期", help=_OPTIONAL_STEP, example=""),
        _CLOSED,
        _OUTCOME,
    ),
    rules=(
        NotBefore(_CLOSED, _RECEIVED),
        Needs(_CLOSED, _OUTCOME),
        Needs(_OUTCOME, _CLOSED),
        IdentityNumber(_IDENTITY, _KIND, _RECEIVED),
    ),
)

_NOTICED = day("noticed_on", "通知日期", "收费通知日期", required=True)
_PAID = day("paid_on", "缴费日期", help="尚未缴费的不填。", example=date(2023, 5, 20))
PROCESSING_FEES = SheetSpec(
    kind="processing_fees",
    title="信息处理费",
    purpose="依申请公开中发出的信息处理费收费通知（国办函〔2020〕109号），一次一行。",
    columns=(
        register_no("XF-001"),
        _REQUEST_NO,
        choice(
            "method",
            "计收方式",
            choices=dict(FeeMethod.choices),
            required=True,
            example="按量",
        ),
        whole("quantity", "件数或页数", "数量", required=True, example=40),
        amount(
            "amount", "金额（元）", "金额", required=True, help="以元为单位。", example="400.00"
        ),
        _NOTICED,
        _PAID,
    ),
    rules=(NotBefore(_PAID, _NOTICED),),
)

_FILED = day("filed_on", "受理日期", "立案日期", required=True)
_DECIDED = day("closed_on", "审结日期", "结案日期", help="尚未审结的不填。", example="")
_RESULT = choice(
    "result",
    "结果",
    "审理结果",
    choices=dict(DisputeResult.choices),
    choices_also={"维持": "UPHELD", "纠正": "CORRECTED", "其他": "OTHER"},
    help="与审结日期同时填写。",
)
DISPUTES = SheetSpec(
    kind="disputes",
    title="复议诉讼",
    also=("行政复议诉讼", "复议和诉讼"),
    purpose="因政府信息公开引起的行政复议、行政诉讼，一件一行。",
    columns=(
        register_no("FY-001", "案号"),
        _REQUEST_NO,
        choice(
            "route",
            "途径",
            "类别",
            choices=dict(DisputeRoute.choices),
            required=True,
            example="行政复议",
        ),
        _FILED,
        _DECIDED,
        _RESULT,
        yes_no(
            "as_reconsideration_organ",
            "仅作为复议机关",
            "仅作为复议机关共同被告",
            blank=False,
            help="本机关仅因作出复议决定而成为共同被告的填“是”，不计入年报；不填按“否”。",
            example="否",
        ),
    ),
    rules=(NotBefore(_DECIDED, _FILED), Needs(_DECIDED, _RESULT), Needs(_RESULT, _DECIDED)),
)
