"""What every act on an application shares: whose it is, what was seen of it, who may do it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from gongkai.agencies.models import Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.fund_services.models import Application, ApplicationEvent, EmployerAgent, OnlineAccount
from gongkai.fund_services.operations.applications.history import (
    ApplicationRefused,
    add_event,
    standing_now,
)
from gongkai.fund_services.permissions import ServiceRights, require_staff
from gongkai.fund_services.queries.accounts.agents import may_do
from gongkai.rules.service_lifecycle import ApplicationEventKind

LONGEST_NOTE = 1000


class ApplicationChanged(ApplicationRefused):
    """Somebody did something to the application since it was looked at."""


class Act:
    """One act of an officer on an application that is held for the transaction."""

    def __init__(
        self, row: Application, rights: ServiceRights, officer: Officer, on: date, at: datetime
    ) -> None:
        self.row, self.rights, self.officer, self.on, self.at = row, rights, officer, on, at
        self.standing = standing_now(row)

    def enter(
        self,
        kind: ApplicationEventKind,
        *,
        note: str = "",
        missing: Any = (),
        amount: Decimal | None = None,
        **detail: Any,
    ) -> ApplicationEvent:
        """Put an event on record.

        :raises ApplicationRefused: if it cannot follow on what happened before
        """
        return add_event(
            self.row,
            kind,
            on=self.on,
            at=self.at,
            officer=self.officer,
            note=note,
            missing=missing,
            amount=amount,
            **detail,
        )

    def require_handler(self) -> None:
        """Insist on who handles business.

        :raises NotAllowed: if the officer does not
        """
        if not self.rights.handles:
            name = self.row.agency.short_name
            raise NotAllowed(f"此操作须由{name}的“业务经办人”办理，您没有该角色。")

    def require_own(self) -> None:
        """Insist on the handler who has it, or on any while nobody has.

        :raises NotAllowed: if the officer handles none, or another has it
        """
        self.require_handler()
        if self.row.handler_id not in (None, self.officer.pk):
            raise NotAllowed("本件由其他业务经办人办理；需要接手的，请先办理“确定经办人”。")

    def require_reviewer(self) -> None:
        """Insist on a reviewer who has handled nothing of it.

        :raises NotAllowed: if the officer does not review, or had a hand in it
        """
        if not self.rights.decides:
            name = self.row.agency.short_name
            raise NotAllowed(f"此操作须由{name}的“业务复核人”办理，您没有该角色。")
        if self.officer.pk in self.standing.hands:
            raise NotAllowed("不能复核本人经办的办件，请由其他复核人办理。")


def began(
    application: Application, version: int | None, officer: Officer, on: date, at: datetime
) -> Act:
    """Begin an officer's act on an application, which is held for the transaction.

    :param version: as it was seen; None where nobody looked, as for other operations
    :raises NotAllowed: if the officer does not work with the centre's business
    :raises ApplicationChanged: if `version` is not the one on record
    """
    row = held(application.pk)
    rights = require_staff(officer, row.agency, on)
    require_version(row, version)
    return Act(row, rights, officer, on, at)


def held(pk: int) -> Application:
    """Return an application held for this transaction."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("agency", "item")
    return rows.get(pk=pk)


def held_of(
    application: Application, account: OnlineAccount, agent: EmployerAgent | None
) -> Application:
    """Return an applicant's own application, held for this transaction.

    :param agent: as whom the account acts for an employer, whose applications he may do are his
    :raises ApplicationRefused: if it is somebody else's
    """
    row = held(application.pk)
    is_own = row.account_id == account.pk and row.agent_id is None
    if agent is not None and row.agent_id is not None:
        is_own = row.employer_no == agent.employer_no and agent.account_id == account.pk
        is_own = is_own and may_do(agent, row.item.code)
    if not is_own:
        raise ApplicationRefused("没有这件办件，请从“我的办件”中打开。")
    return row


def require_version(row: Application, version: int | None) -> None:
    """Insist that nothing happened to a held application since it was looked at.

    :raises ApplicationChanged: if something did
    """
    if version is not None and row.version != version:
        raise ApplicationChanged(
            "您打开页面后，这件办件有新的办理情况，本次操作未保存；请核对最新情况后再提交一次。"
        )


def required(text: str, label: str, hint: str, most: int = LONGEST_NOTE) -> str:
    """Return a text without blanks around it.

    :raises ApplicationRefused: if it is empty, or longer than `most` characters
    """
    plain = optional(text, label, most)
    if not plain:
        raise ApplicationRefused(f"{label}：未填写，{hint}")
    return plain


def optional(text: str, label: str, most: int = LONGEST_NOTE) -> str:
    """Return a text without blanks around it, "" for none.

    :raises ApplicationRefused: if it is longer than `most` characters
    """
    plain = text.replace("\x00", "").strip()
    if len(plain) > most:
        raise ApplicationRefused(f"{label}：共{len(plain)}个字，最多{most}个字，请缩短。")
    return plain
