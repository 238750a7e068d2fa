"""The archive bundle of a case: 条例第四十五条."""

from django.db import models

from gongkai.casework.models.files import CaseFile
from gongkai.casework.models.requests import DisclosureRequest


class Archive(models.Model):
    """One bundle of a case: everything in the order of registering, reviewing, handling, replying.

    `index` lists its parts with their digests.
    """

    request = models.ForeignKey(DisclosureRequest, models.PROTECT, related_name="archives")
    bundle = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(CaseFile, models.PROTECT, related_name="+")
    index = models.JSONField("卷内目录")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    archived_at = models.DateTimeField("归档时间")

    class Meta:
        verbose_name = "归档"

    def __str__(self) -> str:
        return str(self.request)
