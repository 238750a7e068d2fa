"""Columns and settings that the demonstration's office publishes with."""

from dataclasses import replace

from gongkai.agencies.models import AgencyKind
from gongkai.cli.demonstration.publishing.office import HEAD, Clock, Desk
from gongkai.cli.demonstration.stored import texts
from gongkai.publications.operations.columns import (
    ColumnSettings,
    change_column,
    take_preset_columns,
)
from gongkai.publications.operations.configuring import save_publishing_settings
from gongkai.publications.queries import columns_of
from gongkai.rules.site_columns import preset_columns


def set_up_columns(desk: Desk, clock: Clock) -> None:
    """Let the columns promise what such a site's do, and add the fixed parts of 61号文."""
    presets = {
        each.name: each
        for each in preset_columns(is_fund_centre=desk.agency.kind == AgencyKind.FUND_CENTRE)
    }
    for column in columns_of(desk.agency).select_related("agency"):
        preset = presets.get(column.name)
        if preset is None or preset.update_days in (None, column.update_days):
            continue
        kept = ColumnSettings(
            name=column.name,
            part=column.part,
            statutory_no=column.statutory_no,
            position=column.position,
            stages=column.stages,
        )
        change_column(
            column=column,
            content=replace(kept, update_days=preset.update_days),
            officer=desk.people[HEAD],
            **clock.now,
        )
    take_preset_columns(agency=desk.agency, officer=desk.people[HEAD], **clock.now)


def set_up_documents(desk: Desk, clock: Clock) -> None:
    """Give official documents their head and their number's word."""
    told = texts("publishing_living")["settings"]
    save_publishing_settings(agency=desk.agency, officer=desk.people[HEAD], **told, **clock.now)
