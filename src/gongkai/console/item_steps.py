"""What the buttons of an item's editor do besides saving: files, links, findings, sending off."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.console.access import Desk
from gongkai.console.item_forms import FileForm, LinkForm
from gongkai.console.refusals import problems_of
from gongkai.publications.models import Item, ItemLink, PublicationFile
from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.attaching import (
    attach_file,
    describe_file,
    order_files,
    remove_file,
)
from gongkai.publications.operations.checking import accept_finding
from gongkai.publications.operations.cleaning import clean_file
from gongkai.publications.operations.linking import link_items, unlink_items
from gongkai.publications.operations.submitting import submit_item
from gongkai.publications.queries.contents import files_of
from gongkai.publications.queries.item_lists import items_of_keys

SAVE = "save"


def take_step(request: HttpRequest, desk: Desk, item: Item, step: str) -> str:
    """Do what a button says to a saved item; return what to tell.

    :param step: its name, with a key after a colon where it is about one of several
    :raises ItemRefused: and what else the operations answer instead
    """
    name, _colon, key = step.partition(":")
    if name not in _STEPS:
        raise ItemRefused(_("没有这项操作，请刷新页面后重试。"))
    by = {"version": item.version, "officer": desk.officer, "on": desk.on, "at": desk.at}
    return _STEPS[name](request, item, key, by)


def anchor_of(step: str) -> str:
    """Return the part of the editor's page to return to."""
    name = step.partition(":")[0]
    if name in ("link", "unlink"):
        return "#links"
    if name == "accept":
        return "#findings"
    return "" if name in (SAVE, "submit") else "#files"


def _attach(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    form = FileForm(request.POST, request.FILES)
    given = _cleaned(form)
    file = given["file"]
    use = given["use"] or "ATTACHMENT"
    attach_file(
        item=item, use=use, name=file.name, content=file.read(), alt_text=given["alt_text"], **by
    )
    return _("已添加“%(name)s”。") % {"name": file.name}


def _describe(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    file = _file(item, key)
    describe_file(file=file, alt_text=request.POST.get(f"alt-{file.pk}", ""), **by)
    return _("已保存说明。")


def _remove(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    file = _file(item, key)
    remove_file(file=file, **by)
    return _("已移除“%(name)s”。") % {"name": file.name}


def _clean(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    file = _file(item, key)
    clean_file(file=file, **by)
    return _("已清除“%(name)s”中的作者等信息。") % {"name": file.name}


def _up(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    order = [file.pk for file in files_of(item)]
    place = order.index(_file(item, key).pk)
    if place:
        order[place - 1], order[place] = order[place], order[place - 1]
    order_files(item=item, order=order, **by)
    return _("已调整顺序。")


def _link(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    given = _cleaned(LinkForm(request.POST))
    found = items_of_keys(item.agency, [given["target"]])
    if not found:
        raise ItemRefused(_("关联信息：没有这条信息，请重新查找。"))
    link_items(item=item, target=found[0], kind=given["kind"], **by)
    return _("已关联《%(title)s》。") % {"title": found[0].title}


def _unlink(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    rows = ItemLink.objects.select_related("source__agency").filter(source=item)
    link = rows.filter(pk=key).first() if key.isascii() and key.isdigit() else None
    if link is None:
        raise ItemRefused(_("该关联已经取消，请刷新页面查看。"))
    unlink_items(link=link, **by)
    return _("已取消关联。")


def _accept(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    rule, _colon, digest = key.partition(":")
    reason = request.POST.get(f"reason-{digest}", "")
    accept_finding(item=item, rule=rule, digest=digest, reason=reason, **by)
    return _("已由您确认该项不是差错。")


def _submit(request: HttpRequest, item: Item, key: str, by: dict[str, Any]) -> str:
    submit_item(item=item, **by)
    return _("已送审，并通知审核人员。")


_STEPS: dict[str, Callable[[HttpRequest, Item, str, dict[str, Any]], str]] = {
    "attach": _attach,
    "describe": _describe,
    "remove": _remove,
    "clean": _clean,
    "up": _up,
    "link": _link,
    "unlink": _unlink,
    "accept": _accept,
    "submit": _submit,
}


def _cleaned(form: forms.Form) -> dict[str, Any]:
    if not form.is_valid():
        raise ItemRefused(problems_of(form))
    return form.cleaned_data


def _file(item: Item, key: str) -> PublicationFile:
    found = next((file for file in files_of(item) if str(file.pk) == key), None)
    if found is None:
        raise ItemRefused(_("该文件已被移除，请刷新页面查看。"))
    return found
