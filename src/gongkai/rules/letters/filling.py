"""Filling a template's live fields, and finding what is wrong with a template."""

import re
from collections.abc import Collection, Iterable, Mapping

from gongkai.rules.letters.fields import FIELDS

# What somebody typed may end with a stop of its own where the sentence has one.
_DOUBLED = re.compile(r"[。；，](?=[。；，])")
_FIELD = re.compile(r"\{([^{}\n]*)\}")


class TemplateFaulty(ValueError):
    """A template names a field that does not exist, or its braces do not pair."""


class FieldsMissing(ValueError):
    """What a letter must say is not known; the message names each field."""

    def __init__(self, names: Iterable[str]) -> None:
        """Remember the names of the fields."""
        self.names = tuple(names)
        told = "、".join(f"“{name}”" for name in self.names)
        super().__init__(f"文书缺少{told}，请补充后再起草。")


def fields_in(template: str) -> tuple[str, ...]:
    """Return the names of the fields a template uses, each once, in order.

    :raises TemplateFaulty: naming the field that does not exist, or quoting the stray brace
    """
    names = tuple(dict.fromkeys(_FIELD.findall(template)))
    for name in names:
        if name not in FIELDS:
            raise TemplateFaulty(
                f"没有名为“{name}”的字段，请从可用字段中选择，写作 {{申请人}} 这样的形式。"
            )
    rest = _FIELD.sub("", template)
    stray = min((at for at in (rest.find("{"), rest.find("}")) if at >= 0), default=-1)
    if stray >= 0:
        quote = rest[max(0, stray - 8) : stray + 9].replace("\n", " ")
        raise TemplateFaulty(f"“{quote}”附近的花括号不成对，请补全或者删除。")
    return names


def fill(template: str, fields: Mapping[str, str], needs: Collection[str] = ()) -> str:
    """Return a template's text; a paragraph with an optional field that is empty is left out.

    :param fields: values by field name; one that is not given is empty
    :param needs: the fields without which the letter must not be written
    :raises TemplateFaulty: if the template is
    :raises FieldsMissing: if a field that it needs is empty
    """
    used = fields_in(template)
    missing = [name for name in (*needs, *used) if name in needs and not fields.get(name)]
    if missing:
        raise FieldsMissing(dict.fromkeys(missing))
    paragraphs = []
    for paragraph in template.strip().split("\n"):
        names = _FIELD.findall(paragraph)
        if not all(fields.get(name) for name in names):
            continue
        if paragraph.strip() == f"{{{''.join(names)}}}":
            # A field that is a paragraph of its own may have several lines.
            paragraphs.append(fields[names[0]].strip())
            continue
        said = _FIELD.sub(lambda found: " ".join(fields[found[1]].split()), paragraph)
        paragraphs.append(_DOUBLED.sub("", said) if names else said)
    return "\n".join(paragraphs)
