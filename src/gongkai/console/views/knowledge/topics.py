"""The organ's matters as a choice of an answer's topic."""

from gongkai.agencies.models import Agency
from gongkai.hotline.queries.topics.tree import topic_tree


def topic_choices(agency: Agency) -> list[tuple[str, str]]:
    """Return code and whole name of every matter that is switched on."""
    return [
        (each.topic.code, each.topic.path) for each in topic_tree(agency) if each.topic.is_active
    ]
