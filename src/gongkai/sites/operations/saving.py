"""Setting a site: each time a version is kept whole, and any of them can be taken back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.agencies.models import Agency, Officer
from gongkai.audit.operations import record
from gongkai.outbox.operations import announce
from gongkai.publications.permissions import insist, may_configure
from gongkai.sites.models import Site, SiteHost, SitePreview, SiteVersion
from gongkai.sites.operations.content_checks import checked_content
from gongkai.sites.operations.host_checks import host_problems, tidy_hosts
from gongkai.sites.operations.refusing import Problem, SiteRefused
from gongkai.sites.operations.showing import show_used_files
from gongkai.sites.queries.files import files_of
from gongkai.sites.queries.hosts import hosted, stored_site
from gongkai.sites.queries.site_content import SiteContent
from gongkai.sites.queries.versions import differences_of

LONGEST_NOTE = 200


@transaction.atomic
def save_site(
    *,
    agency: Agency,
    content: SiteContent,
    officer: Officer,
    on: date,
    at: datetime,
    hosts: Sequence[str] | None = None,
    note: str = "",
) -> SiteVersion:
    """Keep what is set of an organ's site as its newest version, which the public sees from now on.

    :param hosts: names the site answers to, the one links are written with first; None leaves them
    :raises SiteRefused: naming every field that cannot be kept
    :raises NotAllowed: if the officer may not set the site
    """
    insist(may_configure(officer, agency, on), "设置网站")
    kept, problems = checked_content(agency, content, files_of(agency))
    said = note.strip()
    if len(said) > LONGEST_NOTE:
        told = f"修改说明：最多{LONGEST_NOTE}字，现为{len(said)}字，请缩短。"
        problems.append(Problem("note", told))
    names = None if hosts is None else tidy_hosts(hosts)
    if names is not None:
        problems += host_problems(agency, names)
    if problems:
        raise SiteRefused(problems)
    site = held_site(agency)
    before = hosted(site)
    version: SiteVersion = SiteVersion.objects.create(
        site=site,
        number=(site.versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        content=kept.stored(),
        officer=officer,
        saved_at=at,
        note=said,
    )
    if names is not None and tuple(names) != before.hosts:
        site.hosts.all().delete()
        SiteHost.objects.bulk_create(
            SiteHost(site=site, name=name, position=place) for place, name in enumerate(names)
        )
    _show(site, version, officer, at, {
        "action": "site.saved",
        "changed": [change.label for change in differences_of(before.content, kept)],
        "hosts": names if names is not None else list(before.hosts),
        "note": said,
    })  # fmt: skip
    return version


@transaction.atomic
def use_version(
    *, agency: Agency, number: int, officer: Officer, on: date, at: datetime
) -> SiteVersion:
    """Let the public see an earlier version of what was set of a site; hosts stay as they are.

    :raises SiteRefused: if there is no such version, or it names what is gone meanwhile
    :raises NotAllowed: if the officer may not set the site
    """
    insist(may_configure(officer, agency, on), "设置网站")
    version = SiteVersion.objects.filter(site__agency=agency, number=number).first()
    if version is None:
        told = f"版本：没有第{number}版，请从版本列表中选择。"
        raise SiteRefused([Problem("", told)])
    site = held_site(agency)
    if site.current_id == version.pk:
        told = f"版本：第{number}版正在使用，无须更换。"
        raise SiteRefused([Problem("", told)])
    _show(site, version, officer, at, {"action": "site.version_used"})
    return version


@transaction.atomic
def keep_preview(
    *, agency: Agency, content: SiteContent, officer: Officer, on: date, at: datetime
) -> SitePreview:
    """Keep what an officer typed of a site to be looked at; each officer has one, the last.

    :raises SiteRefused: naming every field that cannot be shown
    :raises NotAllowed: if the officer may not set the site
    """
    insist(may_configure(officer, agency, on), "设置网站")
    kept, problems = checked_content(agency, content, files_of(agency))
    if problems:
        raise SiteRefused(problems)
    preview, _made = SitePreview.objects.update_or_create(
        site=held_site(agency),
        officer=officer,
        defaults={"content": kept.stored(), "made_at": at},
    )
    row: SitePreview = preview
    return row


def held_site(agency: Agency) -> Site:
    """Return an organ's site held for the transaction; made where nothing was set yet."""
    if stored_site(agency) is None:
        Site.objects.get_or_create(agency=agency)
    held: Site = (
        Site.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency", "current")
        .get(agency=agency)
    )
    return held


def _show(
    site: Site, version: SiteVersion, officer: Officer, at: datetime, told: dict[str, Any]
) -> None:
    site.current = version
    site.save(update_fields=["current"])
    show_used_files(site)
    record(
        action=told.pop("action"),
        subject=f"网站 {site.agency.code}",
        at=at,
        agency=site.agency,
        officer=officer,
        detail={"version": version.number, **told},
    )
    announce(
        kind="site.changed",
        subject=str(site.pk),
        at=at,
        agency=site.agency,
        detail={"touches": ["site"]},
    )
