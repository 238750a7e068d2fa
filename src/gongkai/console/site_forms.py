"""What officers type of a site: plain fields, menus as rows, pictures chosen or uploaded."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from gongkai.agencies.models import Agency
from gongkai.publications.queries.records import columns_of
from gongkai.sites.models import SiteFile
from gongkai.sites.operations.content_checks import MOST_ENTRIES
from gongkai.sites.queries.site_content import MenuEntry, SiteContent
from gongkai.sites.queries.versions import LABELS

MENUS: Mapping[str, Any] = {
    "menu": _("不填采用内置的导航；最多8项，名称不超过12字。"),
    "quick": _("首页的高频服务；不填采用内置的五项，最多8项。"),
    "foot_links": _("页脚的本站链接，最多12项。"),
    "friendly_links": _("其他网站的链接；不是政府网站的，打开前会提示。"),
}
PICTURES: Mapping[str, Any] = {
    "logo": _("显示在网站名称之前，宜用高度不小于96像素的PNG。"),
    "party_mark": _("页脚的党政机关网站标识。"),
    "map_picture": _("联系我们页面的位置图。"),
}
_MOST_ROWS = 60


@dataclass(frozen=True)
class MenuRows:
    """The rows of one menu as they are shown, an empty one at the end among them."""

    name: str
    label: str
    hint: Any
    rows: tuple[MenuEntry, ...]
    errors: tuple[str, ...]
    most: int


def _line(label: Any, size: int = 40, **kwargs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"size": size, "autocomplete": "off"})
    return forms.CharField(label=label, required=False, widget=widget, **kwargs)


def _lines(label: Any, rows: int, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=False, widget=widget, **kwargs)


class SiteForm(forms.Form):
    """The plain fields of a site; what is wrong with them the operation says, all of it at once."""

    name = _line(_("网站名称"), help_text=_("网站规范名称，显示在每页页首和网页标签中。"))
    short_name = _line(_("简称"), 20)
    description = _lines(_("网站说明"), 2)
    keywords = _line(_("关键词"), 60)
    colour = forms.CharField(
        label=_("主色"),
        required=False,
        help_text=_("# 加六位十六进制数；与白色的对比度不低于4.5，深色显示时自动调亮。"),
        widget=forms.TextInput(attrs={"size": 10, "spellcheck": "false"}),
    )
    id_code = _line(_("网站标识码"), 14, help_text=_("10位数字。"))
    icp_no = _line(_("ICP备案编号"), 30)
    police_no = _line(_("公安机关备案号"), 30)
    report_error_url = _line(_("“我为政府网站找错”地址"), 60)
    party_mark_link = _line(_("党政机关网站标识的链接"), 60)
    how_to_get_there = _lines(_("乘车路线"), 3)
    security_contact = _line(
        _("安全联系方式"), help_text=_("电子邮箱或者 https 网址，写入 security.txt。")
    )
    hosts = _lines(
        _("域名"),
        3,
        help_text=_("一行一个，第一个用于网站地图等处的链接；不填则不另设域名。"),
    )
    home_columns = forms.MultipleChoiceField(
        label=_("首页栏目"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("不选采用前几个栏目，最多8个。"),
    )
    note = _line(_("修改说明"), 60, help_text=_("本次修改了什么，显示在版本列表中。"))

    def __init__(
        self, *args: Any, agency: Agency, files: Iterable[SiteFile], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        columns = columns_of(agency).filter(is_closed=False)
        self.fields["home_columns"].choices = [(row.code, row.name) for row in columns]
        pictures = [(file.pk, f"{file.alt_text}（{file.name}）") for file in files]
        for name, hint in PICTURES.items():
            self.fields[name] = forms.TypedChoiceField(
                label=LABELS[name],
                choices=[("", _("（无）")), *pictures],
                coerce=int,
                empty_value=None,
                required=False,
                help_text=hint,
                error_messages={"invalid_choice": _("没有这张图片，请重新选择或者上传。")},
            )

    @property
    def pictures(self) -> list[dict[str, Any]]:
        """Return the pictures' fields, each with what is uploaded anew beside it."""
        alts = self.data if self.is_bound else {}
        return [
            {"field": self[name], "name": name, "alt": alts.get(f"{name}_alt", "")}
            for name in PICTURES
        ]

    def content(self, rows: Mapping[str, Sequence[MenuEntry]]) -> SiteContent:
        """Return what was typed, with the rows of the menus."""
        typed = {name: value for name, value in self.cleaned_data.items() if name not in _APART}
        chosen = tuple(typed.pop("home_columns"))
        menus: dict[str, Any] = {name: tuple(rows[name]) for name in MENUS}
        return SiteContent(**typed, **menus, home_columns=chosen)

    @property
    def hosts_typed(self) -> list[str]:
        """Return the host names, one a line."""
        lines: list[str] = self.cleaned_data["hosts"].splitlines()
        return lines


_APART = ("hosts", "note")


def initial_of(content: SiteContent, hosts: Sequence[str]) -> dict[str, Any]:
    """Return what the form of a site begins with."""
    plain = content.stored()
    return {**plain, "hosts": "\n".join(hosts), "home_columns": list(content.home_columns)}


def rows_in(data: QueryDict) -> dict[str, list[MenuEntry]]:
    """Return the rows of every menu as they were typed, empty ones left out."""
    found: dict[str, list[MenuEntry]] = {}
    for name in MENUS:
        columns = (data.getlist(f"{name}-{part}")[:_MOST_ROWS] for part in _PARTS)
        rows = (MenuEntry(*map(str.strip, row)) for row in zip(*columns, strict=False))
        found[name] = [row for row in rows if row.label or row.target or row.hint]
    return found


def moved(rows: dict[str, list[MenuEntry]], step: str) -> bool:
    """Do what a button says to a row of a menu; tell whether it was such a button.

    :param step: "up:menu:2", "down:…", "remove:…" with the row's number from 1, or "add:menu"
    """
    act, _colon, rest = step.partition(":")
    name, _colon, number = rest.partition(":")
    if name not in rows or act not in ("up", "down", "remove", "add"):
        return False
    place = int(number) - 1 if number.isascii() and number.isdigit() else -1
    menu = rows[name]
    if 0 <= place < len(menu):
        if act == "remove":
            del menu[place]
        else:
            other = place - 1 if act == "up" else place + 1
            if 0 <= other < len(menu):
                menu[place], menu[other] = menu[other], menu[place]
    return True


def menus_shown(
    rows: Mapping[str, Sequence[MenuEntry]], errors: Mapping[str, Sequence[str]]
) -> list[MenuRows]:
    """Return the menus as the page shows them."""
    return [
        MenuRows(
            name=name,
            label=LABELS[name],
            hint=hint,
            rows=(*rows[name], MenuEntry("", "")),
            errors=tuple(errors.get(name, ())),
            most=MOST_ENTRIES[name],
        )
        for name, hint in MENUS.items()
    ]


_PARTS = ("label", "target", "hint")
