"""What an officer looks at when a request comes in: its points, what was asked before, how often.

It proposes and decides nothing: 条例第二十九条、第三十条、第三十五条、第三十六条第六项.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.casework.models import DisclosureRequest
from gongkai.casework.queries.applicants import Volume, volume_of
from gongkai.casework.queries.duplicates import Earliers, earlier_cases
from gongkai.rules.completeness import Point, all_points
from gongkai.rules.identity import check_document
from gongkai.rules.volume import VolumeHint, volume_hint

_POINTS = (
    "applicant_name",
    "identity_kind",
    "identity_number",
    "phone",
    "email",
    "address",
    "document_title",
    "document_no",
    "wanted",
    "form",
    "delivery",
)


class IntakeCheck(NamedTuple):
    """The six points, what is wrong with the number, earlier cases, and the applicant's volume.

    `volume` counts the request at hand as well.
    """

    points: tuple[Point, ...]
    identity_fault: str
    earlier: Earliers
    volume: Volume
    hint: VolumeHint | None

    @property
    def to_correct(self) -> list[Point]:
        """Return the points for which the applicant has to be asked: 第三十条."""
        return [point for point in self.points if point.needs_correction]


def check_of_case(case: DisclosureRequest) -> IntakeCheck:
    """Return the check of a case on file; a handful of queries, whatever its age."""
    fields = {name: getattr(case, name) for name in _POINTS}
    fields["identity_file"] = case.files.filter(kind="IDENTITY").exists()
    day = case.received_on or case.arrived_on
    volume = volume_of(case.agency, case.applicant_digest, day) if day else Volume(0, 0)
    return _check(case.agency, fields, case.applicant_digest, day, volume, case.pk)


def check_of_fields(agency: Agency, fields: Mapping[str, Any], on: date) -> IntakeCheck:
    """Return the check of a request that is not on file yet.

    :param fields: as Application.fields gives them
    """
    digest = fields["applicant_digest"]
    known = volume_of(agency, digest, on)
    volume = Volume(known.in_month + 1, known.in_year + 1) if digest else known
    return _check(agency, fields, digest, on, volume, None)


def _check(
    agency: Agency,
    fields: Mapping[str, Any],
    digest: str,
    on: date | None,
    volume: Volume,
    apart_from: int | None,
) -> IntakeCheck:
    kind, number = fields["identity_kind"], fields["identity_number"]
    return IntakeCheck(
        points=all_points(fields),
        identity_fault=check_document(kind, number, on).fault if kind and number and on else "",
        earlier=earlier_cases(
            agency,
            text=f"{fields['document_title']}{fields['wanted']}",
            document_no=fields["document_no"],
            applicant_digest=digest,
            apart_from=apart_from,
        ),
        volume=volume,
        hint=volume_hint(volume.in_month, on) if volume.in_month and on else None,
    )
