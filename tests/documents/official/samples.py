"""Documents of every supported kind, as an office of a city writes them."""

from dataclasses import replace
from datetime import date

from gongkai.documents.official.body import parse_body
from gongkai.documents.official.document import DocumentAttachment, OfficialDocument
from gongkai.rules.document_kinds import OfficialKind

ORGAN = "丙市住房公积金管理中心"
TEXT = """根据《住房公积金管理条例》（国务院令第710号）和有关业务标准，结合我市实际，现就有关事项通知如下：
一、缴存基数
（一）核定标准。职工住房公积金月缴存基数为职工本人2025年度月平均工资，工资总额的计算口径按照国家统计局有关规定执行。
（二）上下限。缴存基数上限为24876元，下限为1900元。
1.上限按照市统计局公布的2025年度城镇非私营单位在岗职工月平均工资的3倍确定。
2.下限按照本市现行最低工资标准确定：
（1）市区执行一类标准；
（2）县（市）执行二类标准。
二、缴存比例
单位和职工缴存比例均不低于5%、不高于12%，由单位在此区间内自主确定，同一单位执行同一比例。
三、办理要求
各缴存单位应当于2026年7月31日前办理调整手续，并将调整结果告知职工本人。逾期未办理的，按照有关规定处理。
本通知自2026年7月1日起施行，有效期至2027年6月30日。"""  # noqa: E501
FORM = (
    "<p>填报单位应当逐人核对。</p><table><tr><th>项目</th><th>上限（元）</th><th>下限（元）</th></tr>"
    "<tr><td rowspan=2>市区</td><td>24876</td><td>1900</td></tr>"
    "<tr><td colspan=2>按一类标准执行</td></tr><tr><td>县（市）</td><td>24876</td><td>1700</td>"
    "</tr></table>"
)

NOTICE = OfficialDocument(
    kind=OfficialKind.NOTICE,
    organs=(ORGAN,),
    title=f"{ORGAN}关于调整2026年度住房公积金缴存基数和缴存比例的通知",
    body=parse_body(TEXT),
    number="丙公积金发〔2026〕3号",
    formed_on=date(2026, 6, 9),
    addressees=("各管理部", "各缴存单位"),
    attachments=(
        DocumentAttachment("2026年度住房公积金缴存基数调整申报表", parse_body(FORM)),
        DocumentAttachment(
            "住房公积金缴存比例调整办理流程及所需要件清单（适用于首次申请调整的单位）"
        ),
    ),
    note="此件公开发布",
    copies_to=("市住房和城乡建设局", "市财政局", "人民银行丙市分行", "各受委托银行"),
    printed_by=f"{ORGAN}办公室",
    printed_on=date(2026, 6, 10),
)
OPINION = replace(
    NOTICE,
    kind=OfficialKind.OPINION,
    title="关于支持多子女家庭使用住房公积金的若干意见",
    body=parse_body(TEXT.replace("通知", "意见")),
    number="丙公积金报〔2026〕12号",
    addressees=("丙市人民政府",),
    attachments=(),
    signatories=("王某某",),
    has_seal=False,
    copy_number="000001",
    secrecy="秘密",
    secrecy_term="1年",
    urgency="特急",
    note="此件不予公开",
    copies_to=("市司法局",),
)
REPLY = replace(
    NOTICE,
    kind=OfficialKind.APPROVAL_REPLY,
    organs=("丙市住房公积金管理委员会",),
    title="丙市住房公积金管理委员会关于同意设立东城管理部的批复",
    body=parse_body(
        "你中心《关于设立东城管理部的请示》（丙公积金〔2026〕5号）收悉。经研究，现批复如下：\n"
        "一、同意设立东城管理部，为你中心的派出机构。\n"
        "二、东城管理部负责东城区住房公积金归集、提取和贷款的受理工作。\n此复。"
    ),
    number="丙公积金委〔2026〕2号",
    addressees=(ORGAN,),
    attachments=(),
    note="此件依申请公开",
)
LETTER = replace(
    NOTICE,
    kind=OfficialKind.LETTER,
    title="关于商请提供2025年度不动产登记信息用于住房公积金提取核验的函",
    body=parse_body(
        "为方便职工办理提取业务，减少证明材料，根据有关规定，现商请贵局提供下列信息：\n"
        "一、2025年1月1日至12月31日办结的住宅转移登记信息，包括权利人姓名、坐落和登记时间。\n"
        "二、同期办结的抵押登记信息。\n"
        "上述信息仅用于核验提取申请，我中心将严格落实数据安全责任。\n专此函达，请予支持。"
    ),
    number="丙公积金函〔2026〕17号",
    addressees=("市自然资源局",),
    attachments=(DocumentAttachment("数据项清单"),),
    note="此件依申请公开",
    copies_to=("市数据局",),
)
MINUTES = replace(
    NOTICE,
    kind=OfficialKind.MINUTES,
    organs=("丙市住房公积金管理委员会办公室",),
    mark=("丙市住房公积金管理委员会会议纪要",),
    title="丙市住房公积金管理委员会2026年第一次全体会议纪要",
    body=parse_body(
        "2026年3月18日，市住房公积金管理委员会召开2026年第一次全体会议。现纪要如下：\n"
        "一、关于2025年度归集使用计划执行情况\n会议审议并通过市住房公积金管理中心提交的报告。\n"
        "二、关于2026年度归集使用计划\n会议同意2026年度归集28亿元、提取19亿元的计划。"
    ),
    number="〔2026〕1号",
    addressees=(),
    attachments=(),
    note="",
    present=(
        *("李某某、王某某（市政府）", "张某（市财政局）", "赵某某（市住房和城乡建设局）"),
        *("孙某（人民银行丙市分行）", "周某某（职工代表）"),
    ),
    absent=("吴某（市总工会）",),
    observing=("郑某、冯某某（市住房公积金管理中心）",),
)
JOINT = replace(
    NOTICE,
    organs=(ORGAN, "丙市财政局", "中国人民银行丙市分行"),
    mark=(f"{ORGAN}文件", "丙市财政局", "中国人民银行丙市分行"),
    title="关于规范住房公积金业务承办银行管理的通知",
    attachments=(),
)
EVERY_KIND = {
    "notice": NOTICE,
    "opinion": OPINION,
    "approval_reply": REPLY,
    "letter": LETTER,
    "minutes": MINUTES,
    "joint": JOINT,
}
# Nothing but characters of full width: the grid shows itself.
GRID = replace(NOTICE, body=parse_body("缴" * 28 * 60), attachments=())
