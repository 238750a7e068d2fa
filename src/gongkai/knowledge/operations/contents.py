"""What is written of an answer, and what is wrong with it."""

from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.knowledge.operations.acting import EntryRefused
from gongkai.publications.queries.public_titles import public_titles
from gongkai.publications.queries.short_texts import faults_of_short_texts

LONGEST_QUESTION = 300
LONGEST_ANSWER = 5000
_LONGEST_OTHERS = 2000
_LONGEST_BASIS = 300


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """A question and its answer as written; `also_asked` has one other way of asking in a line.

    `item` is the key of the published information that it rests on.
    """

    question: str
    answer: str
    topic_code: str = ""
    also_asked: str = ""
    basis: str = ""
    item: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    is_public: bool = False


def problems_of(content: AnswerContent) -> list[tuple[str, str]]:
    """Return each field at fault with a message in Chinese that names the remedy."""
    problems = [
        (field, f"{label}：{fault}")
        for field, label, text, most, hint in (
            ("question", "问题", content.question, LONGEST_QUESTION, "请写成群众会问的一句话。"),
            ("answer", "答复", content.answer, LONGEST_ANSWER, "请写可以照念的答复。"),
            ("also_asked", "其他问法", content.also_asked, _LONGEST_OTHERS, ""),
            ("basis", "依据", content.basis, _LONGEST_BASIS, ""),
        )
        for fault in (_fault(text, most, hint),)
        if fault
    ]
    if content.valid_from is None:
        problems.append(("valid_from", "生效日期：未填写，请填写答复从哪天起适用。"))
    elif content.valid_until is not None and content.valid_until < content.valid_from:
        problems.append(
            (
                "valid_until",
                f"失效日期：{content.valid_until}早于生效日期{content.valid_from}，请核对。",
            )
        )
    return problems


def require_sound(agency: Agency, content: AnswerContent) -> None:
    """Insist on a content without a fault, and on a source that is public now if it names one.

    :raises EntryRefused: naming each field at fault
    """
    problems = problems_of(content)
    if problems:
        raise EntryRefused("".join(text for _field, text in problems))
    _require_public(agency, content.item)


def require_founded(agency: Agency, basis: str, item: int | None) -> None:
    """Insist that an answer tells what it rests on.

    :raises EntryRefused: if it names neither an article nor an item that is public now
    """
    if not basis.strip() and item is None:
        raise EntryRefused("依据：未填写，请写明所依据的文件条款，或填写一条已公开信息的编号。")
    _require_public(agency, item)


def _require_public(agency: Agency, item: int | None) -> None:
    if item is not None and item not in public_titles(agency, [item]):
        raise EntryRefused(
            f"来源信息：编号{item}不是{agency.short_name}已公开的信息，请核对编号或写明依据。"
        )


def require_nobody_named(agency: Agency, texts: dict[str, str], on: date) -> None:
    """Insist that no text tells a person's data or a barred word.

    :raises EntryRefused: naming each text and what it holds
    """
    faults = faults_of_short_texts(agency, texts, {}, on)
    if faults:
        raise EntryRefused(f"{'；'.join(faults)}。请改正后重新保存。")


def _fault(text: str, most: int, hint: str) -> str:
    plain = text.strip()
    if not plain and hint:
        return f"未填写，{hint}"
    if len(plain) > most:
        return f"共{len(plain)}个字，最多{most}个字，请缩短。"
    return ""
