"""The stages of sign-off before publication (三审三校), and what an organ may set of them."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from gongkai.rules.bundled import bundled_table


class StagesRefused(ValueError):
    """The stages cannot be signed as they are set; the message says why, in Chinese."""


class Stage(NamedTuple):
    """One stage: its name, the roles any of which signs it, and what is examined there."""

    name: str
    roles: tuple[str, ...]
    checks: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the stage as it is stored."""
        return {"name": self.name, "roles": list(self.roles), "checks": list(self.checks)}


_MOST = 6
_LONGEST_NAME = 20


def default_stages() -> tuple[Stage, ...]:
    """Return the three stages that hold where an organ has set none (条例第十七条)."""
    return _stages(bundled_table("review_stages.toml")["stages"])


def stages_source() -> str:
    """Return where the default stages come from."""
    return str(bundled_table("review_stages.toml")["source"])


def read_stages(rows: Sequence[Mapping[str, Any]]) -> tuple[Stage, ...]:
    """Return stages as an organ set them.

    :param rows: with `name`, `roles` and `checks`, in order
    :raises StagesRefused: if there is none, too many, a name twice, or nobody to sign one
    """
    stages = _stages(rows)
    if not 1 <= len(stages) <= _MOST:
        raise StagesRefused(f"审核环节：应为1至{_MOST}个，现为{len(stages)}个，请增减。")
    names = [stage.name for stage in stages]
    for stage in stages:
        if not stage.name or len(stage.name) > _LONGEST_NAME:
            raise StagesRefused(f"审核环节名称“{stage.name}”：应为1至{_LONGEST_NAME}个字，请修改。")
        if names.count(stage.name) > 1:
            raise StagesRefused(f"审核环节“{stage.name}”重复，请改为不同名称。")
        if not stage.roles:
            raise StagesRefused(f"审核环节“{stage.name}”没有指定签署角色，请至少选择一个。")
    return stages


def _stages(rows: Sequence[Mapping[str, Any]]) -> tuple[Stage, ...]:
    return tuple(
        Stage(
            str(row.get("name", "")).strip(),
            tuple(row.get("roles", ())),
            tuple(check.strip() for check in row.get("checks", ()) if check.strip()),
        )
        for row in rows
    )
