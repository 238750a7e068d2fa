"""Values for previews of a template, of nobody's case."""

from datetime import date

from gongkai.rules.letters.fields import FIELDS
from gongkai.rules.letters.kinds import LetterKind
from gongkai.rules.letters.remedies import remedies_of
from gongkai.rules.letters.wordings import wording


def sample_fields(kind: LetterKind, outcome_code: str, on: date) -> dict[str, str]:
    """Return a value for each field, with the articles and remedies of this kind of letter.

    :param on: the day on which the letter would be dated
    """
    fields = {name: field.sample for name, field in FIELDS.items()}
    fields["依据条款"] = wording(kind, outcome_code).rests_on
    fields["救济途径"] = remedies_of(
        kind,
        outcome_code,
        on,
        reconsideration_organ=fields["复议机关"],
        court=fields["管辖法院"],
    )
    return fields
