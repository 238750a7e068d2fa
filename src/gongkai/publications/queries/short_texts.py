"""What must not stand in short texts before the public: persons' data and words that are barred."""

from collections.abc import Mapping
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.privacy.digests import keyed_digest
from gongkai.privacy.finding import personal_data_in
from gongkai.publications.queries.prechecking import words_of
from gongkai.rules.prechecks import Level, Piece, check_texts

# Whatever tells a person stops publication here, also where an item may confirm it.
_PERSONAL = frozenset(
    {"IDENTITY_NUMBER", "LIKELY_IDENTITY_NUMBER", "OLD_IDENTITY_NUMBER", "BANK_CARD"}
    | {"MOBILE_NUMBER", "HOME_ADDRESS", "MINOR_NAME"}
)


def faults_of_short_texts(
    agency: Agency, texts: Mapping[str, str], known: Mapping[str, str], on: date
) -> list[str]:
    """Return in Chinese what bars texts from the public, each once, naming the text.

    :param texts: by the label that a form gives them
    :param known: what of a person must not appear, by what it is; blank ones are left out
    """
    told = {what: value for what, value in known.items() if value}
    allowed = (agency.phone, agency.email)
    faults = [
        f"{label}：含有{each.what}“{each.shown}”"
        for label, text in texts.items()
        for each in personal_data_in(text, told, allowed)
    ]
    pieces = [Piece(label, text) for label, text in texts.items()]
    key = keyed_digest("precheck", "finding").encode()
    faults += [
        f"{each.place}：“{each.matched}”{each.message.rstrip('。')}"
        for each in check_texts(pieces, words=words_of(agency), key=key, on=on)
        if each.rule in _PERSONAL or each.level is Level.BLOCK
    ]
    return list(dict.fromkeys(faults))
