"""The real-name check (实名核验): the business system says whether it knows a person so."""

from typing import NamedTuple

from gongkai.fund_services.core.choosing import fund_core
from gongkai.fund_services.core.facts import WorkerAccount
from gongkai.fund_services.queries.accounts.names import plain_name
from gongkai.privacy.digests import keyed_digest
from gongkai.rules.phones import check_phone
from gongkai.rules.typing_slips import tidy


class Person(NamedTuple):
    """What somebody says of himself: name, identity number, phone."""

    name: str
    identity_number: str
    phone: str

    def __repr__(self) -> str:
        return "Person(…)"

    @property
    def tidied(self) -> "Person":
        """Return it as it is compared and kept."""
        return Person(
            plain_name(self.name),
            tidy(self.identity_number).upper(),
            check_phone(self.phone).value,
        )

    @property
    def digest(self) -> str:
        """Return the keyed digest of all three together."""
        return keyed_digest("online-subject", "|".join(self.tidied))


def known_person(person: Person) -> WorkerAccount | None:
    """Return the fund account of a person whose name, number and phone all agree, else None.

    :raises CoreAway: if the business system cannot be asked
    """
    asked = person.tidied
    found = fund_core().account_of(asked.identity_number)
    if found is None:
        return None
    on_record = Person(found.name, found.identity_number, found.phone).tidied
    return found if on_record == asked else None
