"""What a follower has not read yet."""

from django.db.models import QuerySet

from gongkai.outbox.models import Change, Consumer


def unread_changes(consumer: str) -> QuerySet[Change]:
    """Return the changes after a follower's place, oldest first."""
    position = (
        Consumer.objects.filter(name=consumer).values_list("position", flat=True).first() or 0
    )
    return Change.objects.filter(pk__gt=position).order_by("pk")
