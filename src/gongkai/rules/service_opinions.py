"""How an applicant finds what was done (好差评), in the five steps in which he is asked."""

from enum import IntEnum


class ServiceOpinion(IntEnum):
    """How an applicant finds what was done (办件评价)."""

    VERY_GOOD = 5
    GOOD = 4
    FAIR = 3
    BAD = 2
    VERY_BAD = 1

    @property
    def label(self) -> str:
        """Return what it is called."""
        return {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}[self.value]


CONTENT = frozenset({ServiceOpinion.VERY_GOOD, ServiceOpinion.GOOD, ServiceOpinion.FAIR})
"""What counts as satisfied (满意率的分子): 基本满意 and better."""
