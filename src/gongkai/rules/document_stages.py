"""The stages that an official document passes before it is signed, and what each looks at."""

from gongkai.rules.bundled import bundled_table
from gongkai.rules.review_stages import Stage, read_stages


def document_stages() -> tuple[Stage, ...]:
    """Return the stages in order; at the last one who signs decides on 公开属性 (条例第十七条)."""
    return read_stages(bundled_table("document_stages.toml")["stages"])
