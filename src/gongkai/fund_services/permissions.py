"""Who may do what with items, guides and online business; faces ask, operations insist."""

from datetime import date
from typing import NamedTuple

from gongkai.agencies.models import Agency, AgencyKind, Officer
from gongkai.agencies.permissions import NotAllowed
from gongkai.agencies.queries import roles_of

_STAFF = ("CLERK", "REVIEWER", "OFFICE_HEAD", "SERVICE_HANDLER", "SERVICE_REVIEWER")
_SECOND = ("REVIEWER", "OFFICE_HEAD")


class ServiceRights(NamedTuple):
    """What an officer's roles let him do with a centre's services on a day."""

    officer: Officer | None
    roles: frozenset[str]

    @property
    def sees(self) -> bool:
        """Tell whether he sees items, guides and how much is handled."""
        return not self.roles.isdisjoint(_STAFF)

    @property
    def writes_guides(self) -> bool:
        """Tell whether he writes guides; whoever handles business may."""
        return self.sees

    @property
    def releases_guides(self) -> bool:
        """Tell whether he lets out what another wrote, confirms items and withdraws them."""
        return not self.roles.isdisjoint(_SECOND)

    @property
    def handles(self) -> bool:
        """Tell whether he accepts and handles what is applied for."""
        return "SERVICE_HANDLER" in self.roles

    @property
    def decides(self) -> bool:
        """Tell whether he decides what another handled."""
        return "SERVICE_REVIEWER" in self.roles

    @property
    def oversees(self) -> bool:
        """Tell whether he sees figures of the whole office and sets how it works."""
        return "OFFICE_HEAD" in self.roles


def is_fund_centre(agency: Agency) -> bool:
    """Tell whether an organ handles a provident fund's business at all."""
    return bool(agency.kind == AgencyKind.FUND_CENTRE)


def service_rights(officer: Officer | None, agency: Agency, on: date) -> ServiceRights:
    """Return what an officer may do with an organ's services; nothing where it is no centre."""
    own = officer is not None and officer.agency_id == agency.pk and is_fund_centre(agency)
    held = roles_of(officer, on) if own and officer is not None else set()
    return ServiceRights(officer, frozenset(str(role) for role in held))


def require_staff(officer: Officer | None, agency: Agency, on: date) -> ServiceRights:
    """Insist that an officer works with a centre's services, and return what he may do.

    :raises NotAllowed: if he holds none of the roles, or the organ is no fund centre
    """
    if not is_fund_centre(agency):
        raise NotAllowed("公积金业务只由住房公积金管理中心办理，本机关没有这项功能。")
    rights = service_rights(officer, agency, on)
    if not rights.sees:
        raise NotAllowed(
            f"公积金业务由{agency.short_name}的业务经办人、业务复核人、经办人、审核人和"
            "公开工作机构负责人办理，您没有相应角色。"
        )
    return rights


def require_guide_writer(officer: Officer | None, agency: Agency, on: date) -> ServiceRights:
    """Insist that an officer may write guides.

    :raises NotAllowed: if he holds none of the roles
    """
    return require_staff(officer, agency, on)


def require_guide_releaser(officer: Officer | None, agency: Agency, on: date) -> ServiceRights:
    """Insist that an officer may release guides, confirm items and withdraw them.

    :raises NotAllowed: if he is neither reviewer nor head of the office
    """
    rights = require_staff(officer, agency, on)
    if not rights.releases_guides:
        raise NotAllowed(
            f"此操作须由{agency.short_name}的“审核人”或“公开工作机构负责人”办理，您没有该角色。"
        )
    return rights


def require_handler(officer: Officer | None, agency: Agency, on: date) -> ServiceRights:
    """Insist that an officer handles what is applied for online.

    :raises NotAllowed: if he does not
    """
    rights = require_staff(officer, agency, on)
    if not rights.handles:
        raise NotAllowed(f"此操作须由{agency.short_name}的“业务经办人”办理，您没有该角色。")
    return rights


def require_decider(officer: Officer | None, agency: Agency, on: date) -> ServiceRights:
    """Insist that an officer decides what another handled.

    :raises NotAllowed: if he does not
    """
    rights = require_staff(officer, agency, on)
    if not rights.decides:
        raise NotAllowed(f"此操作须由{agency.short_name}的“业务复核人”办理，您没有该角色。")
    return rights


def require_overseer(officer: Officer | None, agency: Agency, on: date) -> ServiceRights:
    """Insist that an officer heads the office.

    :raises NotAllowed: if he does not
    """
    rights = require_staff(officer, agency, on)
    if not rights.oversees:
        raise NotAllowed(f"此操作须由{agency.short_name}的“公开工作机构负责人”办理，您没有该角色。")
    return rights
