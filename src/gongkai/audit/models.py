"""The chained trail; rows are only ever added."""

import json
from hashlib import sha256

from django.db import models


class Entry(models.Model):
    """One thing done or read, sealed with the digest of the entry before it."""

    sequence = models.PositiveBigIntegerField("序号", unique=True)
    at = models.DateTimeField("时间")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, null=True, related_name="+")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    action = models.CharField("动作", max_length=60)
    subject = models.CharField("对象", max_length=200)
    detail = models.JSONField("内容", default=dict)
    digest = models.CharField("摘要", max_length=64, unique=True)

    class Meta:
        verbose_name = "审计记录"
        indexes = [models.Index(fields=["agency", "-sequence"], name="audit_by_agency")]

    def __str__(self) -> str:
        return f"#{self.sequence} {self.action} {self.subject}"

    def seal(self, previous_digest: str) -> str:
        """Return the SHA-256 that ties this entry's content to the entry before it."""
        content = {
            "sequence": self.sequence,
            "at": self.at.timestamp(),
            "agency": self.agency_id,
            "officer": self.officer_id,
            "action": self.action,
            "subject": self.subject,
            "detail": self.detail,
            "previous": previous_digest,
        }
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return sha256(text.encode()).hexdigest()


class ChainHead(models.Model):
    """The last entry's number and digest; locked while one is added, so no chain can fork."""

    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_chain_head")]

    def __str__(self) -> str:
        return f"head #{self.sequence}"
