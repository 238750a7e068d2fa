"""What a follower has not read yet."""

from django.db.models import QuerySet

from gongkai.outbox.models import Change, Consumer


def unread_changes(consumer: str) -> QuerySet[Change]:
    """Return the changes after a follower's place, oldest first."""
    position = (
        Consumer.objects.filter(name=consumer).values_list("position", flat=True).first() or 0
    )
    return Change.objects.filter(pk__gt=position).order_by("pk")


def changes_after(position: int) -> QuerySet[Change]:
    """Return the changes after a place that a follower keeps with what it makes, oldest first."""
    return Change.objects.filter(pk__gt=position).order_by("pk")


def last_position() -> int:
    """Return the place of the newest change, 0 where there is none."""
    return Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
