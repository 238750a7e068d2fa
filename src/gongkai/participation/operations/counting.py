"""How many opinions came and what became of them, taken over into the result."""

from django.db.models import Count

from gongkai.participation.models import ConsultationResult, PublicOpinion, Uptake


def take_counts(result: ConsultationResult) -> None:
    """Fill in the counts of a result as the opinions stand now; does not save."""
    rows = PublicOpinion.objects.filter(consultation=result.consultation_id).values_list("uptake")
    counted = dict(rows.annotate(count=Count("pk")).order_by())
    result.received = sum(counted.values())
    result.taken_up = counted.get(Uptake.TAKEN_UP, 0)
    result.partly_taken_up = counted.get(Uptake.PARTLY, 0)
    result.not_taken_up = counted.get(Uptake.NOT_TAKEN_UP, 0)
    result.unrelated = counted.get(Uptake.UNRELATED, 0)
