"""Forms that are not sent yet (草稿), each of whoever began it."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from gongkai.fund_services.models import ApplicationDraft, EmployerAgent, OnlineAccount, ServiceItem

KEPT_FOR = timedelta(days=30)
"""How long a draft is kept after it was last saved."""


@dataclass(frozen=True)
class DraftFile:
    """A material of a draft: which, what it is, and where its sealed bytes stand."""

    material: str
    name: str
    media_type: str
    size: int
    sha256: str
    stored_name: str


@dataclass
class DraftContent:
    """What was typed and attached so far.

    :param typed: fields that the business system did not tell and the applicant typed instead
    :param batch: key of the batch, None without one
    :param changes: what is different in this version of the form from the one it was begun with
    """

    values: dict[str, str] = field(default_factory=dict)
    files: list[DraftFile] = field(default_factory=list)
    batch: int | None = None
    changes: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many files there are of each material."""
        found: dict[str, int] = {}
        for file in self.files:
            found[file.material] = found.get(file.material, 0) + 1
        return found

    def of(self, material: str) -> list[DraftFile]:
        """Return the files of a material."""
        return [file for file in self.files if file.material == material]

    def written(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def digest(self) -> str:
        """Return what tells that it was changed since it was looked at."""
        return sha256(self.written().encode()).hexdigest()


def content_of_draft(draft: ApplicationDraft) -> DraftContent:
    """Return what stands in a draft."""
    read: dict[str, Any] = json.loads(draft.content)
    return DraftContent(**{**read, "files": [DraftFile(**each) for each in read["files"]]})


def content_now(draft: ApplicationDraft) -> DraftContent:
    """Return what stands in a draft by now; nothing where it is there no more."""
    row = ApplicationDraft.objects.filter(pk=draft.pk).first()
    return content_of_draft(row) if row is not None else DraftContent()


def draft_of(
    account: OnlineAccount, agent: EmployerAgent | None, item: ServiceItem
) -> ApplicationDraft | None:
    """Return somebody's own draft of an item, None where he has none."""
    rows = ApplicationDraft.objects.select_related("form__item", "item", "account")
    return rows.filter(account=account, item=item, employer_no=employer_no_of(agent)).first()


def drafts_of(account: OnlineAccount, agent: EmployerAgent | None) -> list[ApplicationDraft]:
    """Return somebody's own drafts, or those of an employer for which he acts, newest first."""
    rows = ApplicationDraft.objects.filter(account=account, employer_no=employer_no_of(agent))
    return list(rows.select_related("item").defer("content").order_by("-saved_at", "-pk"))


def forgotten_at(draft: ApplicationDraft) -> datetime:
    """Return when a draft will be forgotten unless it is saved again."""
    return draft.saved_at + KEPT_FOR


def employer_no_of(agent: EmployerAgent | None) -> str:
    """Return the employer that somebody acts for, "" for nobody but himself."""
    return agent.employer_no if agent is not None else ""
