"""Matters besides requests: one of each kind, filed on the public site."""

from gongkai.casework.operations.applying import Attached
from gongkai.casework.operations.matters import Submission, file_matter, take_on
from gongkai.cli.demonstration.requests.living import Told
from gongkai.cli.demonstration.requests.office import Sitting
from gongkai.cli.demonstration.requests.papers import paper


def bring(told: Told, sitting: Sitting, about_number: str) -> None:
    """File a matter; the office has begun on one that is told so."""
    says = told["says"]
    filed = file_matter(
        agency=sitting.office.agency,
        kind=told["kind"],
        submission=Submission(**says, about_number=about_number),
        attachments=[
            Attached(
                f"{each['title']}.pdf",
                "application/pdf",
                paper(each["organ"], each["title"], each["lines"], sitting.on),
            )
            for each in told.get("papers", ())
        ],
        **sitting.moment,
    )
    if told.get("is_begun"):
        take_on(matter=filed.matter, **sitting.acting())
