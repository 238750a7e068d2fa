"""Files of items and official documents; nobody outside reaches one before it is public."""

from django.db import models
from django.db.models import Q

from gongkai.publications.models.items import Item


class FileUse(models.TextChoices):
    """What a file is in the item."""

    ATTACHMENT = "ATTACHMENT", "附件"
    IMAGE = "IMAGE", "图片"
    VIDEO = "VIDEO", "视频"


class PublicationFile(models.Model):
    """One file of an item or an official document; its bytes stand encrypted in the files folder.

    `sha256` and `size` are of the file as it was handed in, before encryption.
    """

    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="files")
    document = models.ForeignKey(
        "publications.OfficialDocument", models.PROTECT, null=True, related_name="files"
    )
    use = models.CharField("用途", max_length=12, choices=FileUse)
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("文件类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("文件摘要", max_length=64)
    stored_name = models.CharField("存放名称", max_length=80, unique=True)
    alt_text = models.CharField("替代文本", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    added_at = models.DateTimeField("加入时间")
    removed_at = models.DateTimeField("移除时间", null=True, blank=True)

    class Meta:
        verbose_name = "公开文件"
        constraints = [
            models.CheckConstraint(
                condition=Q(item__isnull=False, document=None)
                | Q(item=None, document__isnull=False),
                name="publication_file_belongs_to_one",
            )
        ]

    def __str__(self) -> str:
        return self.name
