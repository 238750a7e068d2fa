"""One certificate as a document: what is printed on its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

DEMONSTRATION_MARK = "演示数据　不具有任何效力"
SELF_SIGNED_NOTE = "本文件的电子签章使用自签名密钥，未经依法设立的电子认证服务机构认证。"


class FactLine(NamedTuple):
    """A fact: its label, what it says, and whether it takes a whole line."""

    label: str
    value: str
    is_wide: bool = False


@dataclass(frozen=True)
class CertificateDocument:
    """A certificate as it is printed on one page of A4.

    :param addressee: whom it is for, "" where it is for anybody
    :param facts_as_of: the moment of the facts, as it is written
    :param validity: e.g. 有效期至2026年2月9日
    :param verify_address: what the QR code says, and where the page of verification is
    :param slip: labels of what the receiving side fills in; empty where nothing comes back
    """

    organ: str
    title: str
    number: str
    opening: str
    facts: Sequence[FactLine]
    dated_on: date
    facts_as_of: str
    validity: str
    code: str
    verify_page: str
    verify_address: str
    addressee: str = ""
    slip_title: str = ""
    slip_opening: str = ""
    slip: Sequence[str] = ()
    is_demonstration: bool = False
    is_self_signed: bool = False

    @property
    def date_text(self) -> str:
        """Return the day of issue as documents write it."""
        return f"{self.dated_on.year}年{self.dated_on.month}月{self.dated_on.day}日"

    @property
    def has_slip(self) -> bool:
        """Tell whether the receiving side sends a part of the page back."""
        return bool(self.slip)

    @property
    def rows(self) -> list[list[FactLine]]:
        """Return the facts as lines of the table: two in a line, a wide one alone."""
        rows: list[list[FactLine]] = []
        for fact in self.facts:
            last = rows[-1] if rows else []
            if not fact.is_wide and len(last) == 1 and not last[0].is_wide:
                last.append(fact)
            else:
                rows.append([fact])
        return rows
