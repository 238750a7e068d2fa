"""The wording that comes with the product, of each kind of letter and each way to end a request."""

from dataclasses import dataclass

from gongkai.rules.bundled import bundled_table
from gongkai.rules.letters.fields import FIELDS, Field
from gongkai.rules.letters.filling import TemplateFaulty, fields_in
from gongkai.rules.letters.kinds import LetterKind
from gongkai.rules.outcomes import OUTCOMES, Remedy, outcome

_EVERY_REPLY = ("收到日期", "登记号", "申请内容")
# The regulation's name alone tells a reader which one it is; other documents are known by number.
_DECREE = "（国务院令第711号）"
_IN_TITLES = {"本机关", "登记号"}


@dataclass(frozen=True, slots=True)
class Wording:
    """Title and body of a letter with live fields, and what the letter must say.

    `rests_on` names the articles and documents; "" where nothing but the facts decides.
    """

    kind: LetterKind
    outcome: str
    title: str
    body: str
    needs: tuple[str, ...]
    rests_on: str

    @property
    def asks(self) -> tuple[Field, ...]:
        """Return the fields that an officer fills, each term once, those it needs first."""
        names = [name for name in self.needs if name in self.uses]
        names += [name for name in self.uses if name not in names]
        fields = [FIELDS[name] for name in names if FIELDS[name].term]
        return tuple({field.term: field for field in reversed(fields)}.values())[::-1]

    @property
    def uses(self) -> tuple[str, ...]:
        """Return the fields of title and body."""
        return fields_in(f"{self.title}\n{self.body}")


def wording(kind: LetterKind, outcome_code: str = "") -> Wording:
    """Return the bundled wording of a kind of letter.

    :param outcome_code: how the request ends, for a reply only
    :raises UnknownOutcome: if a reply's outcome does not exist
    """
    if kind is not LetterKind.REPLY:
        row = bundled_table("letters/notices.toml")[kind.value]
        return Wording(
            kind, "", row["title"], row["body"].strip(), tuple(row["needs"]), row["rests_on"]
        )
    how = outcome(outcome_code)
    table = bundled_table("letters/replies.toml")
    row = table[how.code]
    ending = f"{table['ending'].strip()}\n{row['closing']}"
    body = "\n".join((table["opening"].strip(), row["body"].strip(), ending))
    rests_on = (
        f"{how.source.replace(_DECREE, '')}{how.article}" if "{依据条款}" in row["body"] else ""
    )
    needs = [*_EVERY_REPLY, *row["needs"], *(["依据条款"] if rests_on else [])]
    if how.remedy is not Remedy.NONE:
        needs.append("救济途径")
    return Wording(kind, how.code, row["title"], body, (*needs, "本机关"), rests_on)


def all_wordings() -> tuple[Wording, ...]:
    """Return every bundled wording: each kind of notice, and the reply for each outcome."""
    notices = tuple(wording(kind) for kind in LetterKind if kind is not LetterKind.REPLY)
    return notices + tuple(wording(LetterKind.REPLY, code) for code in OUTCOMES)


def require_sound(kind: LetterKind, outcome_code: str, title: str, body: str) -> None:
    """Refuse an organ's own template that could not make a lawful letter.

    :raises TemplateFaulty: naming the field that is unknown, out of place or missing
    """
    if not title.strip() or not body.strip():
        raise TemplateFaulty("模板的标题和正文都须填写。")
    misplaced = [name for name in fields_in(title) if name not in _IN_TITLES]
    if misplaced:
        raise TemplateFaulty(
            f"标题中不能使用字段“{misplaced[0]}”：标题会出现在登记册和文件名中，只可使用"
            "“本机关”“登记号”。"
        )
    used = fields_in(body)
    lacking = [name for name in wording(kind, outcome_code).needs if name not in used]
    if lacking:
        told = "、".join(f"{{{name}}}" for name in lacking)
        raise TemplateFaulty(f"模板正文缺少必备内容：{told}，请补入相应段落。")
