"""One kind of page with a rich text, as Wagtail's tutorial has it."""

from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page


class TextPage(Page):
    """A page with a text."""

    body = RichTextField(blank=True)
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        app_label = "stock"
