"""The tree of matters in its order: each branch before what stands below it."""

from collections import defaultdict
from typing import NamedTuple

from gongkai.agencies.models import Agency
from gongkai.hotline.models import Topic


class OfferedTopic(NamedTuple):
    """A matter to choose: its key, what is typed to find it, and its whole name."""

    key: int
    code: str
    path: str
    initials: str


class TopicInTree(NamedTuple):
    """A matter with its level, 0 at the top."""

    topic: Topic
    level: int


def topic_tree(agency: Agency) -> list[TopicInTree]:
    """Return the whole tree, switched off ones too, in one query."""
    below: dict[int | None, list[Topic]] = defaultdict(list)
    for topic in Topic.objects.filter(agency=agency).order_by("place", "code"):
        below[topic.parent_id].append(topic)
    return list(_walk(below, None, 0))


def topics_offered(agency: Agency, keep: int | None = None) -> list[OfferedTopic]:
    """Return what the desk offers: the ends of the tree that are switched on.

    :param keep: a key that is offered whatever has become of it, since a call has it
    """
    tree = topic_tree(agency)
    parents = {each.topic.parent_id for each in tree if each.topic.is_active}
    return [
        OfferedTopic(each.topic.pk, each.topic.code, each.topic.path, each.topic.initials)
        for each in tree
        if each.topic.pk == keep or (each.topic.is_active and each.topic.pk not in parents)
    ]


def branches(agency: Agency) -> list[tuple[int, str]]:
    """Return key and whole name of every matter, for filters."""
    return [(each.topic.pk, each.topic.path) for each in topic_tree(agency)]


def _walk(
    below: dict[int | None, list[Topic]], parent: int | None, level: int
) -> list[TopicInTree]:
    found = []
    for topic in below.get(parent, ()):
        found += [TopicInTree(topic, level), *_walk(below, topic.pk, level + 1)]
    return found


def top_names(agency: Agency) -> dict[str, str]:
    """Return for the code of every matter the name of the one it hangs from, in their order."""
    found: dict[str, str] = {}
    name = ""
    for each in topic_tree(agency):
        name = name if each.level else each.topic.name
        found[each.topic.code] = name
    return found
