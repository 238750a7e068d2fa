"""A list page and the pages below it, as Wagtail's tutorial has them."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

_PER_SHEET = 20


class TextPage(Page):
    """A page with a text."""

    date = models.DateField()
    intro = models.CharField(max_length=250)
    body = RichTextField(blank=True)
    content_panels = [*Page.content_panels, "date", "intro", FieldPanel("body")]

    class Meta:
        app_label = "stock"


class ListPage(Page):
    """A page that lists those below it, the newest first, twenty at a time."""

    intro = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        app_label = "stock"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return the sheet asked for; read in as few queries as Wagtail can."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        below = TextPage.objects.child_of(self).live().order_by("-date", "-pk")
        context["posts"] = Paginator(below, _PER_SHEET).get_page(request.GET.get("page"))
        return context
