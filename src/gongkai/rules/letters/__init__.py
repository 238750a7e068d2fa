"""The letters (文书) a disclosure request can need, and what each has to say."""

from gongkai.rules.letters.fields import FIELDS, Field, PartCheck
from gongkai.rules.letters.filling import FieldsMissing, TemplateFaulty, fields_in, fill
from gongkai.rules.letters.kinds import Addressee, LetterKind
from gongkai.rules.letters.missing import missing_parts
from gongkai.rules.letters.remedies import RemedySettled, remedies_of
from gongkai.rules.letters.samples import sample_fields
from gongkai.rules.letters.terms import METHODS, UNITS, TermsRefused, cleaned_terms
from gongkai.rules.letters.wordings import Wording, all_wordings, require_sound, wording

__all__ = [
    "FIELDS",
    "METHODS",
    "UNITS",
    "Addressee",
    "PartCheck",
    "Field",
    "FieldsMissing",
    "LetterKind",
    "RemedySettled",
    "TemplateFaulty",
    "TermsRefused",
    "Wording",
    "all_wordings",
    "cleaned_terms",
    "fields_in",
    "fill",
    "missing_parts",
    "remedies_of",
    "require_sound",
    "sample_fields",
    "wording",
]
