"""What followers of the WeChat account are answered: short, and without anything of a person."""

from datetime import date

from gongkai.agencies.models import Agency
from gongkai.hotline.models import MessageState, Opinion, SiteMessage
from gongkai.hotline.operations.message_rating import is_to_rate
from gongkai.hotline.operations.message_receiving import MessageReceived
from gongkai.rules.wechat_texts import Matter

OTHER_KIND = (
    "目前只能受理文字消息，图片、语音、视频、位置等没有登记。"
    "请用文字写明时间、事项和诉求；需要提供材料的，请在本机关网站留言。"
)
WRONG_CODE = (
    "绑定码不正确、已使用或者已过期，没有绑定。请在绑定页面重新获取8位绑定码，"
    "10分钟内发送“绑定”和绑定码，例如“绑定 00000000”。"
)
ELSEWHERE = (
    "此微信已经绑定了另一个账户，没有改动。确要改为绑定新的账户，"
    "请发送“改绑”和同一个绑定码，例如“改绑 00000000”；原账户的绑定随之解除。"
)
TOO_MANY_CODES = "绑定码多次不正确，请一小时后再试。"
NOT_BOUND = "此微信没有绑定账户，不需要解绑。"
UNBOUND = "已解除绑定，不再向此微信发送账户和工作通知。"
NOTHING_FOUND = "没有找到由此微信提交的留言，请核对登记号；在网站提交的留言，请在网站凭查询码查询。"
NOTHING_TO_RATE = "没有等待您评价的答复。答复以后，发送“满意”“基本满意”或者“不满意”即可评价。"
RATED = "已收到您的评价，谢谢。"
_HOW = (
    "直接发送文字，即可向本机关咨询、投诉、建议、求助、举报或者表扬，"
    "请以其中一个词开头，不写的按咨询登记。请不要发送身份证号码、银行卡号。"
    "发送“查询”可了解办理情况。"
)
_NO_REQUEST = (
    "提示：公众号留言不是政府信息公开申请，不按申请办理。申请公开政府信息，"
    "须采用书面形式（包括信件、数据电文），写明姓名、身份证明、联系方式和所需信息，"
    "请按本机关公开指南，在网站“依申请公开”或者以信函等方式提交；"
    "书写确有困难的，可以到受理点口头提出，由工作人员代为填写。"
)


def welcome(agency: Agency) -> str:
    """Return what a new follower, and whoever asks, is told."""
    return f"您好，这里是{agency.name}。{_HOW}{_call(agency)}"


def too_often(agency: Agency) -> str:
    """Return what a follower is told who sends too much."""
    return f"您发送的消息过于频繁，这一条没有登记，请一小时后再发。{_call(agency)}"


def too_many_messages(agency: Agency, most: int) -> str:
    """Return what a follower is told who has sent as many messages as an hour allows."""
    return f"您一小时内已登记{most}条留言，这一条没有登记，请稍后再发。{_call(agency)}"


def not_now(agency: Agency) -> str:
    """Return what a follower is told where no due day can be reckoned."""
    return f"本机关暂时不能推算答复期限，留言没有登记，请稍后再发。{_call(agency)}"


def receipt(received: MessageReceived, matter: Matter) -> str:
    """Return number, code and due day of a message, and how to ask about it."""
    row = received.message
    told = (
        f"已登记为{matter.kind.label}，登记号{row.register_no}，查询码{received.query_code}，"
        f"{_day(row.first_due_on)}前答复。请保存本条消息：发送“查询”可了解办理情况，"
        "答复全文请在本机关网站“留言查询”中凭登记号和查询码查看。"
    )
    return told + (f"\n{_NO_REQUEST}" if matter.asks_disclosure else "")


def standing(rows: list[SiteMessage]) -> str:
    """Return where messages stand, one a line."""
    lines = [_line(row) for row in rows]
    rates = any(row.ticket.fed_back_on and is_to_rate(row) for row in rows)
    more = "答复全文请在本机关网站“留言查询”中凭登记号和查询码查看。"
    more += "发送“满意”“基本满意”或者“不满意”可评价最近的答复。" if rates else ""
    return "\n".join([*lines, more])


def bound(is_officer: bool, was_elsewhere: bool) -> str:
    """Return what a follower is told who was bound."""
    what = "工作通知" if is_officer else "网上办事账户"
    told = f"绑定成功：此微信已与您的{what}绑定。发送“解绑”，或者在绑定页面，可随时解除。"
    return told + ("原来的绑定已经解除。" if was_elsewhere else "")


def rated(opinion: str) -> str:
    """Return what a follower is told whose opinion was kept."""
    if opinion == Opinion.DISSATISFIED:
        return "已收到您的评价，我们会了解情况；也可以补充发送具体意见。"
    return RATED


def _line(row: SiteMessage) -> str:
    head = f"{row.register_no}（{row.get_kind_display()}）"
    if row.state == MessageState.SET_ASIDE:
        return f"{head}：不予受理，理由请在网站查看。"
    if row.ticket.fed_back_on:
        return f"{head}：已于{_day(row.ticket.fed_back_on)}答复。"
    later = "，已延期" if row.extended_on else ""
    return f"{head}：办理中{later}，{_day(row.ticket.due_on)}前答复。"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _call(agency: Agency) -> str:
    return f"紧急事项请致电{agency.phone}。" if agency.phone else ""
