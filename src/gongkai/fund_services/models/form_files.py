"""Blank forms (空表) and filled samples (样表) as files that the public may take away."""

from django.db import models


class FormFileKind(models.TextChoices):
    """What a file of a form is (表格种类)."""

    BLANK = "BLANK", "空白表格"
    SAMPLE = "SAMPLE", "填写样表"


class FormFile(models.Model):
    """A form of an item as a file in the files folder; made again when what it shows changes.

    `made_from` is a digest of form, organ and typesetting; `stored_name` its path below the folder.
    """

    item = models.ForeignKey("fund_services.ServiceItem", models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=10, choices=FormFileKind)
    fmt = models.CharField("格式", max_length=5)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("文件摘要", max_length=64)
    made_from = models.CharField(max_length=64)
    stored_name = models.CharField("存放名称", max_length=120)
    made_at = models.DateTimeField("制作时间")

    class Meta:
        verbose_name = "表格文件"
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "fmt"], name="form_file_once")
        ]

    def __str__(self) -> str:
        return self.stored_name
