"""The parts of the narrative, in their order, and the text each starts with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One part an office writes; `section` is the official section it stands in (一, 五 or 六)."""

    key: str
    section: str
    heading: str
    hint: str
    default: str


# Section 一 covers five parts; source: 国办公开办函〔2021〕30号.
PARTS = (
    Part(
        "introduction",
        "overview",
        "",
        "开头一段：本年度工作的总体情况。",
        "{{ year }}年，{{ short_name }}认真落实《中华人民共和国政府信息公开条例》和上级政务公开工作部署，"
        "坚持以公开为常态、不公开为例外，政府信息公开工作有序开展，具体情况如下：",
    ),
    Part(
        "proactive",
        "overview",
        "（一）主动公开情况",
        "网站、公众号、热线、工单和报送信息的数量。",
        "{{ year }}年，网站主动公开信息{{ site.total }}条"
        "{% if site.total %}，其中{{ site.columns|listed }}{% endif %}"
        "{% if wechat.posts %}；微信公众号发布图文{{ wechat.posts }}条，其中自制图文{{ wechat.own }}条、"
        "转发{{ wechat.reposted }}条{% endif %}"
        "{% if wechat.followers %}，关注人数{{ wechat.followers }}人{% endif %}"
        "{% if calls.total %}；处理热线咨询{{ calls.total }}次，其中通过12345热线接通{{ calls.via_12345 }}次，"
        "通过电话直呼及12345转接{{ calls.direct_and_transferred }}次{% endif %}"
        "{% if tickets.accepted %}；受理诉求工单{{ tickets.accepted }}件"
        "{% if tickets.due %}，反馈率{{ tickets.fed_back|rate }}{% endif %}"
        "，办结率{{ tickets.closed|rate }}"
        "{% if tickets.rated %}，满意率{{ tickets.satisfied|rate }}{% endif %}"
        "{% if tickets.closed %}，平均办件天数{{ tickets.days_taken|average }}天{% endif %}"
        "{% if tickets.to_call_back %}，有效回访率{{ tickets.called_back|rate }}{% endif %}{% endif %}"
        "{% if city_reports.total %}；向市政府网站报送信息{{ city_reports.total }}条{% endif %}。",
    ),
    Part(
        "on_request",
        "overview",
        "（二）依申请公开情况",
        "收到、办理和结转的申请。",
        "{% if requests.received.total or requests.carried_in.total %}"
        "{{ year }}年，新收政府信息公开申请{{ requests.received.total }}件，"
        "上年结转{{ requests.carried_in.total }}件；办结{{ requests.total.total }}件，"
        "结转下年度继续办理{{ requests.carried_out.total }}件。"
        "{% else %}{{ year }}年，未收到公民、法人或者其他组织提出的政府信息公开申请。{% endif %}",
    ),
    Part(
        "management",
        "overview",
        "（三）政府信息管理情况",
        "公文公开属性认定、发布审核、保密审查、文件清理。",
        "落实公文公开属性源头认定，制发公文时同步明确主动公开、依申请公开或者不予公开。"
        "严格执行“三审三校”和保密审查，先审查、后公开，一事一审。"
        "本年度制发行政规范性文件{{ proactive.normative_documents.made }}件，"
        "废止{{ proactive.normative_documents.repealed }}件，"
        "现行有效{{ proactive.normative_documents.in_force }}件。",
    ),
    Part(
        "platform",
        "overview",
        "（四）政府信息公开平台建设情况",
        "网站、手机端、热线等渠道和网上办事。",
        "持续完善网站、移动端和热线等公开与服务渠道，方便公众查询、咨询和办事。"
        "{% if services.employer_online %}{{ services.employer_online }}项单位业务已实现全程网上办理"
        "{% if services.employer_online == services.employer %}，单位业务全部可在网上办理{% endif %}。"
        "{% endif %}"
        "{% if services.handled %}全年网上办结{{ services.handled }}件。{% endif %}",
    ),
    Part(
        "oversight",
        "overview",
        "（五）监督保障情况",
        "制度、培训、政务公开日、政务访谈、考核评议。",
        "{% if institutions.in_force %}健全工作制度，现行{{ institutions.names|names }}等"
        "{{ institutions.in_force }}项制度，明确公开的范围、程序和责任。{% endif %}"
        "{% if activities.disclosure_days %}开展“5·15政务公开日”活动{{ activities.disclosure_days }}次。"
        "{% endif %}"
        "{% if activities.interviews %}参加“政务访谈”{{ activities.interviews }}次。{% endif %}"
        "{% if activities.trainings %}组织业务培训{{ activities.trainings }}次。{% endif %}",
    ),
    Part(
        "problems",
        "problems",
        "",
        "存在的主要问题和改进措施，须由本机关据实填写。",
        "{{ year }}年，政府信息公开工作仍有不足，公开内容的质量和查询的便利程度有待提高。"
        "下一步，将完善公开工作机制，充实公开内容，加强业务培训，持续提升公开工作水平。",
    ),
    Part(
        "other",
        "other",
        "",
        "信息处理费收取情况和其他事项。",
        "{% if processing_fees.count %}本年度收取信息处理费{{ processing_fees.count }}件，"
        "共计{{ processing_fees.yuan }}元。{% else %}本年度未收取信息处理费。{% endif %}"
        "除上述情况外，无其他需要报告的事项。",
    ),
)

PART_KEYS = tuple(part.key for part in PARTS)


def lead(organ: str, year: int) -> str:
    """Return the paragraph under the title: legal basis and period. Source: 条例 arts 49, 50."""
    return (
        "根据《中华人民共和国政府信息公开条例》第四十九条、第五十条规定，"
        f"{organ}编制本报告。报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
        "政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六部分组成，"
        f"数据统计期限为{year}年1月1日至{year}年12月31日。"
    )
