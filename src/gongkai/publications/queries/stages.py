"""The stages that an item has to pass, as its column or its organ set them."""

from gongkai.agencies.models import Agency
from gongkai.publications.models import Column, PublishingSettings
from gongkai.rules.review_stages import Stage, default_stages, read_stages


def stages_of(column: Column) -> tuple[Stage, ...]:
    """Return a column's stages: its own, else the organ's, else the three that always hold."""
    if column.stages:
        return read_stages(column.stages)
    return stages_of_agency(column.agency)


def stages_of_agency(agency: Agency) -> tuple[Stage, ...]:
    """Return the stages of every column that has none of its own."""
    row = PublishingSettings.objects.filter(agency=agency).only("stages").first()
    return read_stages(row.stages) if row is not None and row.stages else default_stages()
