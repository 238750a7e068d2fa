"""The kinds of letter, as one closed list, and what sets each kind apart."""

from enum import StrEnum

from gongkai.rules.bundled import bundled_table
from gongkai.rules.clock.events import Event
from gongkai.rules.lifecycle import ACTS


class LetterKind(StrEnum):
    """A kind of letter; a reply has one wording for each way to end a request."""

    REGISTRATION_RECEIPT = "REGISTRATION_RECEIPT"
    CORRECTION_NOTICE = "CORRECTION_NOTICE"
    REASONS_REQUEST = "REASONS_REQUEST"
    DELAY_NOTICE = "DELAY_NOTICE"
    EXTENSION_NOTICE = "EXTENSION_NOTICE"
    THIRD_PARTY_CONSULTATION = "THIRD_PARTY_CONSULTATION"
    THIRD_PARTY_NOTICE = "THIRD_PARTY_NOTICE"
    CO_MAKER_CONSULTATION = "CO_MAKER_CONSULTATION"
    FEE_NOTICE = "FEE_NOTICE"
    TRANSFER = "TRANSFER"
    REPLY = "REPLY"
    SERVICE_RECORD = "SERVICE_RECORD"

    @property
    def label(self) -> str:
        """Return the letter's usual title."""
        return _LABELS[self]

    @property
    def event(self) -> Event:
        """Return what enters the history when a letter of this kind leaves."""
        return _EVENTS.get(self.value, Event.LETTER_SENT)

    @property
    def addressee(self) -> "Addressee":
        """Return to whom letters of this kind go."""
        table = _TABLES["replies"] if self is LetterKind.REPLY else _TABLES["notices"][self.value]
        return Addressee(table["addressee"])

    @property
    def series_word(self) -> str:
        """Return the word of its number, e.g. 答 in 葫公积金公开答〔2026〕3号."""
        table = _TABLES["replies"] if self is LetterKind.REPLY else _TABLES["notices"][self.value]
        return str(table["series"])


class Addressee(StrEnum):
    """To whom a letter goes."""

    APPLICANT = "APPLICANT"
    CONSULTED = "CONSULTED"
    ORGAN = "ORGAN"

    @property
    def label(self) -> str:
        """Return who it is."""
        return {"APPLICANT": "申请人", "CONSULTED": "被征求意见方", "ORGAN": "其他机关"}[self.value]


_TABLES = {name: bundled_table(f"letters/{name}.toml") for name in ("replies", "notices")}
_EVENTS = {act.letter: event for event, act in ACTS.items() if act.letter}
_LABELS = {
    LetterKind.REGISTRATION_RECEIPT: "登记回执",
    LetterKind.CORRECTION_NOTICE: "补正告知书",
    LetterKind.REASONS_REQUEST: "说明理由告知书",
    LetterKind.DELAY_NOTICE: "延迟答复告知书",
    LetterKind.EXTENSION_NOTICE: "延期答复告知书",
    LetterKind.THIRD_PARTY_CONSULTATION: "征求意见书（第三方）",
    LetterKind.THIRD_PARTY_NOTICE: "公开告知书（第三方）",
    LetterKind.CO_MAKER_CONSULTATION: "征求意见书（共同制作机关）",
    LetterKind.FEE_NOTICE: "收费通知书",
    LetterKind.TRANSFER: "转送函",
    LetterKind.REPLY: "答复书",
    LetterKind.SERVICE_RECORD: "送达回证",
}
