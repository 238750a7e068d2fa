"""The acts on a ticket as its page offers them: form, words, operation, and what is said after."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.console.ticket_forms import (
    ConsentForm,
    ConvertForm,
    DispatchForm,
    ExtensionForm,
    HelpAnswerForm,
    HelpForm,
    MergeForm,
    NoteForm,
    OpinionForm,
    PublicReplyForm,
    ReasonForm,
    ReclassifyForm,
    ReferForm,
    ReleaseReplyForm,
    RemarkForm,
    RepeatForm,
    ReplyForm,
    TicketActForm,
)
from gongkai.hotline.operations.tickets.co_handling import (
    answer_co_handling,
    ask_co_handling,
    note_progress,
)
from gongkai.hotline.operations.tickets.converting import convert_to_request
from gongkai.hotline.operations.tickets.dispatching import (
    dispatch_ticket,
    reclassify_ticket,
    sign_in_ticket,
)
from gongkai.hotline.operations.tickets.extending import (
    ask_extension,
    grant_extension,
    refuse_extension,
)
from gongkai.hotline.operations.tickets.leaving import refer_to_petitions, set_aside_ticket
from gongkai.hotline.operations.tickets.merging import (
    dismiss_repeat,
    mark_repeat,
    merge_ticket,
    separate_ticket,
)
from gongkai.hotline.operations.tickets.pressing import (
    end_supervision,
    supervise_ticket,
    urge_ticket,
)
from gongkai.hotline.operations.tickets.publishing import (
    prepare_public_reply,
    publish_reply,
    withdraw_public_reply,
)
from gongkai.hotline.operations.tickets.reopening import reopen_ticket
from gongkai.hotline.operations.tickets.replying import (
    close_ticket,
    draft_reply,
    release_reply,
    return_draft,
)
from gongkai.hotline.operations.tickets.returning import ask_return, grant_return, refuse_return


class Deed(NamedTuple):
    """One act: where on the page it stands, what it is called, and how it is done.

    :param place: do, draft, press, sort or public
    """

    place: str
    label: Any
    button: Any
    form: type[TicketActForm]
    operation: Callable[..., Any]
    done: Any


DEEDS: dict[str, Deed] = {
    "dispatch": Deed("do", _("派单"), _("派单"), DispatchForm, dispatch_ticket, _("已派单。")),
    "sign": Deed("do", _("签收"), _("签收"), TicketActForm, sign_in_ticket, _("已签收。")),
    "draft": Deed(
        "do", _("拟答复"), _("保存，送审核"), ReplyForm, draft_reply,
        _("答复已保存，并通知审核人员。"),
    ),
    "answer-help": Deed(
        "do", _("会办答复"), _("答复会办"), HelpAnswerForm, answer_co_handling, _("已答复会办。")
    ),
    "grant-return": Deed(
        "do", _("同意退单"), _("同意退单"), ConsentForm, grant_return, _("已同意退单，请重新派单。")
    ),
    "refuse-return": Deed(
        "do", _("不同意退单"), _("不同意退单"), OpinionForm, refuse_return,
        _("已告知科室继续办理。"),
    ),
    "grant-extension": Deed(
        "do", _("同意延期"), _("同意延期"), ConsentForm, grant_extension, _("已同意延期。")
    ),
    "refuse-extension": Deed(
        "do", _("不同意延期"), _("不同意延期"), OpinionForm, refuse_extension,
        _("已告知科室按原期限办理。"),
    ),
    "close": Deed("do", _("办结"), _("办结"), TicketActForm, close_ticket, _("已办结。")),
    "note": Deed("do", _("办理记录"), _("保存"), NoteForm, note_progress, _("已记录。")),
    "ask-help": Deed("do", _("请会办"), _("请会办"), HelpForm, ask_co_handling, _("已请会办。")),
    "ask-extension": Deed(
        "do", _("申请延期"), _("申请延期"), ExtensionForm, ask_extension, _("已申请延期，待决定。")
    ),
    "ask-return": Deed(
        "do", _("申请退单"), _("申请退单"), ReasonForm, ask_return, _("已申请退单，待审核。")
    ),
    "reopen": Deed(
        "do", _("二次办理"), _("二次办理"), ReasonForm, reopen_ticket, _("已转二次办理。")
    ),
    "release": Deed(
        "draft", _("审核"), _("审核通过并发出"), ReleaseReplyForm, release_reply, _("已答复。")
    ),
    "return-draft": Deed(
        "draft", _("退回修改"), _("退回"), OpinionForm, return_draft, _("已退回，并通知拟稿人。")
    ),
    "urge": Deed("press", _("催办"), _("催办"), RemarkForm, urge_ticket, _("已催办。")),
    "supervise": Deed(
        "press", _("督办"), _("列入督办"), ReasonForm, supervise_ticket, _("已列入督办。")
    ),
    "end-supervision": Deed(
        "press", _("解除督办"), _("解除督办"), RemarkForm, end_supervision, _("已解除督办。")
    ),
    "reclassify": Deed(
        "sort", _("调整类别缓急"), _("保存"), ReclassifyForm, reclassify_ticket,
        _("已调整，期限随之重算。"),
    ),
    "merge": Deed("sort", _("并单"), _("并单"), MergeForm, merge_ticket, _("已并单。")),
    "separate": Deed(
        "sort", _("取消并单"), _("取消并单"), ReasonForm, separate_ticket, _("已取消并单。")
    ),
    "mark-repeat": Deed(
        "sort", _("标记重复诉求"), _("标记"), RepeatForm, mark_repeat, _("已标记为重复诉求。")
    ),
    "dismiss-repeat": Deed(
        "repeat", _("不是重复诉求"), _("不是重复诉求"), TicketActForm, dismiss_repeat,
        _("已登记不是重复诉求。"),
    ),
    "set-aside": Deed(
        "sort", _("不予受理"), _("登记不予受理"), ReasonForm, set_aside_ticket,
        _("已登记不予受理，请告知诉求人。"),
    ),
    "convert": Deed(
        "sort", _("转为依申请公开"), _("登记为申请"), ConvertForm, convert_to_request, ""
    ),
    "refer": Deed(
        "sort", _("转信访"), _("转信访"), ReferForm, refer_to_petitions, _("已转信访。")
    ),
    "prepare": Deed(
        "public", _("整理选登内容"), _("保存，送审核"), PublicReplyForm, prepare_public_reply,
        _("选登内容已保存，待其他人员审核。"),
    ),
    "publish": Deed(
        "public", _("审核并选登"), _("审核并选登"), TicketActForm, publish_reply, _("已选登。")
    ),
    "withdraw": Deed(
        "public", _("撤回选登"), _("撤回"), ReasonForm, withdraw_public_reply, _("已撤回选登。")
    ),
}  # fmt: skip
"""Each act by what stands in the address, in the order of the page."""
