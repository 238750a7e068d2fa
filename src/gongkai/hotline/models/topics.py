"""The tree of matters (业务类别) by which calls, tickets and answers are sorted."""

from django.db import models


class Topic(models.Model):
    """A branch or leaf of an organ's tree, e.g. 提取 › 租房提取.

    `path` is its names from the top, kept beside it so that a list needs no climbing; `top` is the
    branch it hangs from (itself at the top), by which figures are told. `initials` are the first
    letters of its path in pinyin, e.g. tq zftq, by which it is found while typing.
    """

    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    top = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField("代码", max_length=12)
    name = models.CharField("名称", max_length=40)
    path = models.CharField("全称", max_length=140)
    initials = models.CharField("拼音首字母", max_length=140, blank=True, default="")
    place = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "业务类别"
        ordering = ("place", "pk")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="topic_code_once"),
            models.UniqueConstraint(fields=["agency", "path"], name="topic_path_once"),
        ]

    def __str__(self) -> str:
        return self.path
