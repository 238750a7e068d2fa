"""What searching keeps in the database: read files, words that mean the same, words asked for."""

from django.db import models


class AttachedText(models.Model):
    """The text of a public file, read once whatever items carry it; `fault` says why there is none.

    `sha256` is of the file as it was handed in.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "待读取"
        READ = "READ", "已读取"
        UNREADABLE = "UNREADABLE", "无法读取"

    sha256 = models.CharField("文件摘要", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=200)
    state = models.CharField("状态", max_length=12, choices=State, default=State.WAITING)
    text = models.TextField("文字", blank=True)
    fault = models.CharField("原因", max_length=200, blank=True)
    asked_at = models.DateTimeField("登记时间")
    read_at = models.DateTimeField("读取时间", null=True, blank=True)

    class Meta:
        verbose_name = "附件文字"
        indexes = [models.Index(fields=["state", "asked_at"], name="attached_text_state")]

    def __str__(self) -> str:
        return self.name


class SynonymGroup(models.Model):
    """Words that mean the same, entered by an officer; `removed_at` takes the group out of use."""

    words = models.JSONField("词语")
    agency = models.ForeignKey("agencies.Agency", models.PROTECT, related_name="+")
    officer = models.ForeignKey("agencies.Officer", models.PROTECT, related_name="+")
    added_at = models.DateTimeField("加入时间")
    removed_at = models.DateTimeField("停用时间", null=True, blank=True)

    class Meta:
        verbose_name = "同义词"

    def __str__(self) -> str:
        return "、".join(self.words)


class SearchedWord(models.Model):
    """How often a word was searched on a day, counted once several visitors had asked for it.

    Nothing of who asked is kept here.
    """

    word = models.CharField("检索词", max_length=30)
    on = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=0)
    was_found = models.BooleanField("有结果")

    class Meta:
        verbose_name = "检索词统计"
        constraints = [
            models.UniqueConstraint(fields=["word", "on", "was_found"], name="searched_word_once")
        ]
        indexes = [models.Index(fields=["on", "was_found"], name="searched_word_day")]

    def __str__(self) -> str:
        return self.word
