"""Pages of filing business online: where they stand, and the steps from the form to the receipt."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gongkai.portal.guide_pages import service_page
from gongkai.portal.pages import Column, Crumb, Page, Text
from gongkai.rules.service_forms import FormDefinition

FILING = Column(
    name=_("网上办理"),
    description=_("住房公积金单位业务和个人业务网上办理：填写申请、上传材料、提交并取得受理号。"),
    keywords=_("住房公积金,网上办理,在线申请,批量办理"),
    kind=_("办事服务"),
    route="portal:filing",
)
PROGRESS = Column(
    name=_("办件进度查询"),
    description=_("凭受理号和查询码查询住房公积金网上办件的办理进度。"),
    keywords=_("住房公积金,办件进度,受理号"),
    kind=_("办事服务"),
    route="portal:progress",
)
BATCH, MATERIALS, CHECK, SIGN = "mingxi", "cailiao", "hedui", "qianzi"
"""Names of the steps in addresses; sections have their numbers."""


@dataclass(frozen=True)
class Step:
    """A step of filling a form in, as the indicator shows it."""

    slug: str
    label: Text
    address: str
    is_current: bool = False
    is_done: bool = False


def slug_of(code: str) -> str:
    """Return an item's code as it stands in addresses."""
    return code.lower().replace("_", "-")


def code_in(slug: str) -> str:
    """Return the code of an item that an address names."""
    return slug.upper().replace("-", "_")


def filing_page(title: Text, item_name: str = "", code: str = "") -> Page:
    """Return what a page of an item's form says about itself."""
    if not item_name or str(title) == item_name:
        return service_page(FILING, title)
    item = Crumb(item_name, reverse("portal:filing-item", args=[slug_of(code)]))
    return service_page(FILING, title, item)


def progress_page(title: Text = "") -> Page:
    """Return what a page of the progress query says about itself; the first one has no title."""
    return service_page(PROGRESS, title, is_indexed=not title)


def slugs_of(definition: FormDefinition) -> list[str]:
    """Return the steps of a form in their order."""
    slugs = [str(number) for number, _section in enumerate(definition.sections, start=1)]
    if definition.batch is not None:
        slugs.append(BATCH)
    if definition.materials:
        slugs.append(MATERIALS)
    return [*slugs, CHECK, SIGN]


def steps_of(definition: FormDefinition, current: str) -> list[Step]:
    """Return the steps of a form as its pages show them; those before the current one are done."""
    slugs = slugs_of(definition)
    here = slugs.index(current) if current in slugs else len(slugs)
    return [
        Step(
            slug=slug,
            label=_label(definition, slug),
            address=step_address(definition.item, slug),
            is_current=place == here,
            is_done=place < here,
        )
        for place, slug in enumerate(slugs)
    ]


def step_address(code: str, slug: str) -> str:
    """Return where a step of an item's form is filled in."""
    return reverse("portal:filing-step", args=[slug_of(code), slug])


def next_slug(definition: FormDefinition, slug: str) -> str:
    """Return the step after one, the last for the last."""
    slugs = slugs_of(definition)
    return slugs[min(slugs.index(slug) + 1, len(slugs) - 1)]


def previous_slug(definition: FormDefinition, slug: str) -> str:
    """Return the step before one, "" for the first."""
    slugs = slugs_of(definition)
    place = slugs.index(slug)
    return slugs[place - 1] if place else ""


def place_of(definition: FormDefinition, name: str) -> str:
    """Return the step in which a field, a material or the batch is filled in."""
    for number, section in enumerate(definition.sections, start=1):
        if any(field.name == name for field in section.fields):
            return str(number)
    return BATCH if name == "batch" else MATERIALS


def _label(definition: FormDefinition, slug: str) -> Text:
    if slug.isdigit():
        return definition.sections[int(slug) - 1].title
    return {
        BATCH: _now("批量明细"),
        MATERIALS: _now("上传材料"),
        CHECK: _now("核对"),
        SIGN: _now("签名提交"),
    }[slug]
