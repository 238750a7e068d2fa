"""One letter as a document: letterhead, number, title, text, signature; what both formats print."""

from dataclasses import dataclass
from datetime import date

from gongkai.documents.characters import writable

DEMONSTRATION_MARK = "演示数据"
DRAFT_MARK = "草稿（未发出）"
UNNUMBERED = "（发文字号待编）"
UNDATED = "（成文日期待定）"


@dataclass(frozen=True)
class LetterDocument:
    """A letter (GB/T 9704-2012 第10.1条 信函格式), not yet numbered while it is a draft.

    :param paragraphs: the text between addressee and signature
    :param enclosures: names of what goes along (附件说明)
    :param dated_on: the day of the letter; None until it leaves
    :param genre: what kind of paper it is, told in the file's properties
    """

    organ: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    number: str = ""
    dated_on: date | None = None
    enclosures: tuple[str, ...] = ()
    is_demonstration: bool = False
    genre: str = "政府信息公开文书"

    def __post_init__(self) -> None:
        """Take out of every line what no file can hold."""
        for name in ("organ", "title", "addressee", "number"):
            object.__setattr__(self, name, _line(getattr(self, name)))

    @property
    def is_draft(self) -> bool:
        """Tell whether it has not left."""
        return not self.number or self.dated_on is None

    @property
    def number_text(self) -> str:
        """Return the number, or that there is none yet."""
        return self.number or UNNUMBERED

    @property
    def date_text(self) -> str:
        """Return the day as GB/T 9704 第7.3.5.4条 writes it, or that there is none yet."""
        day = self.dated_on
        return f"{day.year}年{day.month}月{day.day}日" if day else UNDATED

    @property
    def salutation(self) -> str:
        """Return the line of the addressee, "" for a form without one."""
        name = self.addressee.rstrip("：:")
        return f"{name}：" if name else ""

    @property
    def text(self) -> tuple[str, ...]:
        """Return the paragraphs with what no file can hold taken out, empty ones too."""
        lines = (_line(line) for each in self.paragraphs for line in writable(each).split("\n"))
        return tuple(line for line in lines if line)

    @property
    def enclosure_lines(self) -> tuple[str, ...]:
        """Return the note of enclosures, GB/T 9704 第7.3.4条: one alone has no number."""
        names = [_line(name) for name in self.enclosures]
        if len(names) < 2:
            return tuple(f"附件：{name}" for name in names)
        return tuple(
            f"{'附件：' if place == 1 else '　　　'}{place}.{name}"
            for place, name in enumerate(names, start=1)
        )

    @property
    def marks(self) -> tuple[str, ...]:
        """Return the marks printed on every page."""
        demonstration = (DEMONSTRATION_MARK,) if self.is_demonstration else ()
        return demonstration + ((DRAFT_MARK,) if self.is_draft else ())

    @property
    def plain_text(self) -> str:
        """Return everything a reader sees but the marks, line by line."""
        head = (self.organ, self.number, self.title, self.salutation)
        date_line = self.date_text if self.dated_on else ""
        return "\n".join((*head, *self.text, *self.enclosure_lines, self.organ, date_line))


def _line(text: str) -> str:
    return writable(text).replace("\n", " ").strip(" ")
