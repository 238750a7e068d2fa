"""Files of a case; kept encrypted, since most name a person."""

from django.db import models


class FileKind(models.TextChoices):
    APPLICATION = "APPLICATION", "申请材料"
    IDENTITY = "IDENTITY", "身份证明"
    CORRECTION = "CORRECTION", "补正材料"
    OPINION = "OPINION", "意见材料"
    SOURCE = "SOURCE", "检索到的文件"
    RELEASED = "RELEASED", "拟提供的文件"
    REDACTED = "REDACTED", "区分处理后的文件"
    LETTER_PDF = "LETTER_PDF", "文书（PDF）"
    LETTER_DOCX = "LETTER_DOCX", "文书（DOCX）"
    PROOF = "PROOF", "凭证"
    EVIDENCE = "EVIDENCE", "证据材料"
    ARCHIVE = "ARCHIVE", "归档材料"


class CaseFile(models.Model):
    """One file of a request or of another matter; its bytes stand encrypted in the files folder.

    `sha256` and `size` are of the file as it was handed in, before encryption.
    """

    request = models.ForeignKey(
        "casework.DisclosureRequest", models.PROTECT, null=True, related_name="files"
    )
    matter = models.ForeignKey("casework.Matter", models.PROTECT, null=True, related_name="files")
    kind = models.CharField("类别", max_length=20, choices=FileKind)
    name = models.CharField("文件名", max_length=200)
    media_type = models.CharField("文件类型", max_length=100)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("文件摘要", max_length=64)
    stored_name = models.CharField("存放名称", max_length=80, unique=True)
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField("加入时间")

    class Meta:
        verbose_name = "案件文件"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(request__isnull=False, matter=None)
                | models.Q(request=None, matter__isnull=False),
                name="file_belongs_to_one",
            )
        ]

    def __str__(self) -> str:
        return self.name
