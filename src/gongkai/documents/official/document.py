"""An official document: its elements as GB/T 9704-2012 names them, checked when put together."""

import re
from dataclasses import dataclass, field
from datetime import date

from gongkai.documents.characters import writable
from gongkai.documents.official.body import BodyBlock, BodyHeading, BodyParagraph
from gongkai.rules.document_kinds import Layout, OfficialKind

UNNUMBERED = "（发文字号待编）"
UNDATED = "（成文日期待定）"
DEMONSTRATION_MARK = "演示数据"
DRAFT_MARK = "草稿（未印发）"
SECRECY_GRADES = ("绝密", "机密", "秘密")
URGENCIES = ("特急", "加急")

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,20}〔\d{4}〕[1-9]\d{0,4}号")
_ISSUE = re.compile(r"(?:[\u4e00-\u9fff]{0,20}〔\d{4}〕)?第?[1-9]\d{0,4}[号期次]")
_COPY_NUMBER = re.compile(r"\d{6}")
_NO_TEXT = re.compile("此页无正文|本页无正文")


class DocumentRefused(ValueError):
    """An element of the document is missing or written as GB/T 9704-2012 does not have it."""


@dataclass(frozen=True)
class DocumentAttachment:
    """An attachment: its name as the note tells it, its text if it is bound with the document."""

    name: str
    body: tuple[BodyBlock, ...] = ()


@dataclass(frozen=True)
class OfficialDocument:
    """An official document as GB/T 9704-2012 prints it, not yet numbered while it is a draft.

    :param organs: who signs, the lead organ first (主办机关排列在前)
    :param mark: the red head (发文机关标志); the lead organ with 文件 where not given
    :param title: a line break in it is kept; otherwise lines are found
    :param signatories: 签发人, for a document that goes to a superior
    :param note: 附注 without brackets, e.g. the mark of 公开属性
    :param present, absent, observing: who was at the meeting, for minutes
    :param both_sides: printed on both sides (第6.2条), so that 版记 stands on an even page
    """

    kind: OfficialKind
    organs: tuple[str, ...]
    title: str
    body: tuple[BodyBlock, ...]
    number: str = ""
    formed_on: date | None = None
    mark: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    attachments: tuple[DocumentAttachment, ...] = ()
    signatories: tuple[str, ...] = ()
    has_seal: bool = True
    note: str = ""
    copies_to: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    copy_number: str = ""
    secrecy: str = ""
    secrecy_term: str = ""
    urgency: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    observing: tuple[str, ...] = ()
    both_sides: bool = True
    is_demonstration: bool = False
    layout: Layout = field(init=False)

    def __post_init__(self) -> None:
        """Take out what no file can hold, and refuse what the standard does not have.

        :raises DocumentRefused: naming the element, what stands in it, and the remedy
        """
        for name in ("number", "note", "copy_number", "secrecy", "secrecy_term", "urgency"):
            object.__setattr__(self, name, _line(getattr(self, name)))
        for name in ("organs", "mark", "addressees", "signatories", "copies_to"):
            lines = (_line(each) for each in getattr(self, name))
            object.__setattr__(self, name, tuple(line for line in lines if line))
        object.__setattr__(self, "title", writable(self.title).strip())
        object.__setattr__(self, "layout", self.kind.layout)
        refusal = _refusal(self)
        if refusal:
            raise DocumentRefused(refusal)

    @property
    def is_draft(self) -> bool:
        """Tell whether it has no number or no date yet."""
        return self.formed_on is None or not self.number and self.layout is not Layout.MINUTES

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the marks printed on every page of what is not the real document."""
        demonstration = (DEMONSTRATION_MARK,) if self.is_demonstration else ()
        return demonstration + ((DRAFT_MARK,) if self.is_draft else ())

    @property
    def head(self) -> tuple[str, ...]:
        """Return the lines of the red head without 文件: 第7.2.4条, 第10.1条, 第10.3条."""
        lines = self.mark or self.organs[:1]
        return tuple(line.removesuffix("文件") for line in lines)

    @property
    def head_word(self) -> str:
        """Return 文件 where the head bears it: letters and minutes never do (10.1, 10.3)."""
        if self.layout is not Layout.STANDARD:
            return ""
        return "文件" if not self.mark or any(line.endswith("文件") for line in self.mark) else ""

    @property
    def number_text(self) -> str:
        """Return the number, or that there is none yet; minutes may go without one."""
        return self.number or ("" if self.layout is Layout.MINUTES else UNNUMBERED)

    @property
    def date_text(self) -> str:
        """Return the day as 第7.3.5.4条 writes it, or that there is none yet."""
        return written_day(self.formed_on) if self.formed_on else UNDATED

    @property
    def salutation(self) -> str:
        """Return 主送机关 with the full-width colon of 第7.3.2条, "" without addressees."""
        return joined(self.addressees) + "：" if self.addressees else ""

    @property
    def corner(self) -> tuple[tuple[str, str], ...]:
        """Return role and text of the lines in the top left corner: 第7.2.1条 to 第7.2.3条."""
        secrecy = f"{self.secrecy}★{self.secrecy_term}" if self.secrecy_term else self.secrecy
        lines = [("number", self.copy_number)]
        if secrecy:
            lines.append(("mark", secrecy))
        elif not self.copy_number:
            lines = []
        if self.urgency:
            lines.append(("mark", self.urgency))
        return tuple(lines)

    @property
    def note_text(self) -> str:
        """Return 附注 in its round brackets: 第7.3.6条."""
        bare = self.note.strip("（）() ")
        return f"（{bare}）" if bare else ""

    @property
    def imprint_copies(self) -> str:
        """Return 抄送机关 with the full stop of 第7.4.2条."""
        return joined(self.copies_to) + "。" if self.copies_to else ""

    @property
    def imprint_day(self) -> str:
        """Return 印发日期 as 第7.4.3条 writes it, "" where there is none."""
        return f"{written_day(self.printed_on)}印发" if self.printed_on else ""

    @property
    def attendance(self) -> tuple[tuple[str, str], ...]:
        """Return the lists of who was at the meeting, in the order of 第10.3条."""
        lists = (("出席：", self.present), ("请假：", self.absent), ("列席：", self.observing))
        return tuple((label, joined(names) + "。") for label, names in lists if names)


def written_day(day: date) -> str:
    """Return a day in Arabic numerals, month and day without a zero before: 第7.3.5.4条."""
    return f"{day.year}年{day.month}月{day.day}日"


def joined(names: tuple[str, ...]) -> str:
    """Return names in one line; those that bear a comma themselves are told apart by one."""
    sign = "，" if any("、" in name for name in names) else "、"
    return sign.join(name.rstrip("：:。，,、 ") for name in names)


def plain_paragraphs(body: tuple[BodyBlock, ...]) -> tuple[str, ...]:
    """Return the text of a body, one line for each paragraph or cell."""
    lines: list[str] = []
    for block in body:
        if isinstance(block, BodyHeading):
            lines.append(block.text + block.rest)
        elif isinstance(block, BodyParagraph):
            lines.append(block.text)
        else:
            lines += [cell.text for row in block.rows for cell in row]
    return tuple(lines)


def _refusal(document: OfficialDocument) -> str:
    kind = document.kind
    if not document.organs:
        return "“发文机关”不能为空，请填写发文机关的全称或者规范化简称。"
    if not document.title:
        return "“标题”不能为空，请填写由发文机关、事由和文种组成的标题。"
    text = "".join(plain_paragraphs(document.body))
    if not text.strip():
        return "“正文”不能为空：公文首页必须显示正文，请写入正文后再排版。"
    if _NO_TEXT.search(text):
        return (
            "正文中有“此页无正文”，公文格式不得采用这种标注，请删去；系统会调整行距使署名页有正文。"
        )
    if document.layout is Layout.ORDER:
        return f"文种“{kind.label}”的格式尚未提供，请改用其他文种或另行制作。"
    pattern = _ISSUE if document.layout is Layout.MINUTES else _NUMBER
    if document.number and not pattern.fullmatch(document.number):
        return (
            f"“发文字号”现为“{document.number}”，应由机关代字、六角括号括入的四位年份和不编虚位的"
            "顺序号组成，如“葫公积金发〔2026〕3号”，请改正。"
        )
    if document.copy_number and not _COPY_NUMBER.fullmatch(document.copy_number):
        return f"“份号”现为“{document.copy_number}”，应为6位阿拉伯数字，如“000001”，请改正。"
    if document.secrecy and document.secrecy not in SECRECY_GRADES:
        return f"“密级”现为“{document.secrecy}”，请从{'、'.join(SECRECY_GRADES)}中选择。"
    if document.secrecy_term and not document.secrecy:
        return f"填写了保密期限“{document.secrecy_term}”而没有密级，请选择密级或删去保密期限。"
    if document.urgency and document.urgency not in URGENCIES:
        return f"“紧急程度”现为“{document.urgency}”，请从{'、'.join(URGENCIES)}中选择。"
    if document.signatories and not kind.may_go_upward:
        names = "、".join(document.signatories)
        return f"“签发人”现为“{names}”，但{kind.label}不是上行文，不标注签发人，请清空该栏。"
    if kind.always_goes_upward and not document.signatories:
        return f"{kind.label}是上行文，“签发人”不能为空，请填写签发人姓名。"
    return ""


def _line(text: str) -> str:
    return writable(text).replace("\n", " ").strip()
