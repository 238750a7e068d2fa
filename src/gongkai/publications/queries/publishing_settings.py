"""What an organ has set for publishing, and the visible defaults where it has not."""

from dataclasses import dataclass

from gongkai.agencies.models import Agency, Role
from gongkai.publications.models import PublishingSettings
from gongkai.rules.attributes.reassessing import review_interval
from gongkai.rules.prechecks import built_in
from gongkai.rules.review_stages import Stage, default_stages, read_stages, stages_source


@dataclass(frozen=True)
class SettingsInUse:
    """What holds: the organ's row if it has one, the stages in use, and the defaults."""

    own: PublishingSettings | None
    stages: tuple[Stage, ...]
    default_stages: tuple[Stage, ...]
    stages_source: str
    default_title_limit: int
    default_reassess_months: int

    @property
    def has_own_stages(self) -> bool:
        """Tell whether the stages are the organ's own."""
        return self.own is not None and bool(self.own.stages)

    @property
    def told_stages(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Return name, roles in words and checks of each stage in use."""
        return [
            (stage.name, "、".join(_role(code) for code in stage.roles), stage.checks)
            for stage in self.stages
        ]


def settings_in_use(agency: Agency) -> SettingsInUse:
    """Return what holds for an organ's publishing; in one query."""
    own = PublishingSettings.objects.filter(agency=agency).first()
    return SettingsInUse(
        own=own,
        stages=read_stages(own.stages) if own is not None and own.stages else default_stages(),
        default_stages=default_stages(),
        stages_source=stages_source(),
        default_title_limit=built_in().title_characters,
        default_reassess_months=review_interval(),
    )


def _role(code: str) -> str:
    return str(Role(code).label) if code in Role.values else code
