"""What is checked of a filled form before it is signed: sums, limits, gaps, forms of numbers."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum

from gongkai.rules.reports.findings import Finding, Severity
from gongkai.rules.website_form.form import TABLE, ValueOrigin, form_fields
from gongkai.rules.website_form.values import FormValue

Values = Mapping[str, FormValue]
_ID_CODE = re.compile(r"[0-9A-Za-z]{10}", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
_SOURCE = "国办函〔2018〕12号，报表各项之间的关系"


class WebsiteCheck(StrEnum):
    """The checks of the form."""

    MISSING = "MISSING"
    SUM = "SUM"
    NOT_MORE = "NOT_MORE"
    MEAN_DAYS = "MEAN_DAYS"
    WANTED_WITH = "WANTED_WITH"
    CATALOGUE = "CATALOGUE"
    FORM_OF_NUMBER = "FORM_OF_NUMBER"
    NOTHING_COUNTED = "NOTHING_COUNTED"

    @property
    def label(self) -> str:
        """Return what the check looks at."""
        return _LABELS[self]


_LABELS = {
    WebsiteCheck.MISSING: "必填项缺漏",
    WebsiteCheck.SUM: "总数等于各项之和",
    WebsiteCheck.NOT_MORE: "部分不大于全部",
    WebsiteCheck.MEAN_DAYS: "平均办理时间",
    WebsiteCheck.WANTED_WITH: "配套填报",
    WebsiteCheck.CATALOGUE: "服务事项目录",
    WebsiteCheck.FORM_OF_NUMBER: "编号和网址的格式",
    WebsiteCheck.NOTHING_COUNTED: "没有记录的数据",
}


def check_form(values: Values) -> list[Finding]:
    """Return what is wrong with a filled form, errors first; what sign-off gives is left out."""
    found = [finding for look in _LOOKS for finding in look(values)]
    order = list(Severity)
    return sorted(found, key=lambda each: order.index(each.severity))


def _missing(values: Values) -> Iterator[Finding]:
    for key, field in form_fields().items():
        if field.is_required and field.origin is not ValueOrigin.SIGNED and values.get(key) is None:
            remedy = "请填写；确实没有的填0。" if field.is_figure else "请填写。"
            yield _finding(WebsiteCheck.MISSING, key, f"{field.label}：未填写。", remedy)


def _sums(values: Values) -> Iterator[Finding]:
    for key, field in form_fields().items():
        total = values.get(key)
        parts = [_number(values.get(part)) for part in field.sum_of]
        if not parts or total is None or any(part is None for part in parts):
            continue
        wanted = sum(part for part in parts if part is not None)
        if _number(total) != wanted:
            names = "、".join(form_fields()[part].label for part in field.sum_of)
            yield _finding(
                WebsiteCheck.SUM,
                key,
                f"{field.label}为{total}，与{names}之和{wanted}不符。",
                "请核对总数和各项。",
                expected=str(wanted),
                found=str(total),
            )


def _not_more(values: Values) -> Iterator[Finding]:
    for row in TABLE["not_more"]:
        less, more = _number(values.get(row["less"])), _number(values.get(row["more"]))
        if less is None or more is None or less <= more:
            continue
        small, great = form_fields()[row["less"]], form_fields()[row["more"]]
        yield _finding(
            WebsiteCheck.NOT_MORE,
            row["less"],
            f"{small.label}为{less}，大于{great.label}{more}。",
            "请核对两项数据和统计口径。",
            expected=f"不大于{more}",
            found=str(less),
            severity=Severity(row["severity"]),
        )


def _mean_days(values: Values) -> Iterator[Finding]:
    closed, days = values.get("messages_closed"), values.get("messages_days")
    if closed and days is None:
        yield _finding(
            WebsiteCheck.MEAN_DAYS,
            "messages_days",
            f"有{closed}条办结留言，但未填写平均办理时间。",
            "请填写平均办理时间。",
        )
    if closed == 0 and days is not None:
        yield _finding(
            WebsiteCheck.MEAN_DAYS,
            "messages_days",
            f"没有办结留言，平均办理时间却为{days}天。",
            "请删去平均办理时间，或核对办结数量。",
            found=str(days),
        )


def _wanted_with(values: Values) -> Iterator[Finding]:
    for row in TABLE["wanted_with"]:
        named = values.get(row["key"])
        name = form_fields()[row["key"]].label
        for key in row["fields"]:
            label, value = form_fields()[key].label, values.get(key)
            if named and value is None:
                yield _finding(
                    WebsiteCheck.WANTED_WITH,
                    key,
                    f"填写了{name}，但{label}未填写。",
                    "请填写；确实没有的填0。",
                )
            if not named and value:
                yield _finding(
                    WebsiteCheck.WANTED_WITH,
                    row["key"],
                    f"{label}为{value}，但{name}未填写。",
                    f"请填写{name}，或删去{label}。",
                )
    media = [values.get(key) for key in ("weibo_name", "wechat_name", "other_media")]
    if values.get("has_media") is True and not any(media):
        told = "填报有移动新媒体，但没有任何名称。"
        yield _finding(WebsiteCheck.WANTED_WITH, "has_media", told, "请填写名称，或改为“否”。")
    if values.get("has_media") is False and any(media):
        told = "填报没有移动新媒体，却填写了名称。"
        yield _finding(WebsiteCheck.WANTED_WITH, "has_media", told, "请改为“是”，或删去名称。")


def _catalogue(values: Values) -> Iterator[Finding]:
    items = values.get("service_items")
    if values.get("has_catalogue") is False and items:
        yield _finding(
            WebsiteCheck.CATALOGUE,
            "has_catalogue",
            f"政务服务事项数量为{items}，却填报没有发布服务事项目录。",
            "请核对是否已发布目录。",
            severity=Severity.WARNING,
        )


def _numbers(values: Values) -> Iterator[Finding]:
    code, address = values.get("id_code"), values.get("home_address")
    if code is not None and not _ID_CODE.fullmatch(str(code)):
        yield _finding(
            WebsiteCheck.FORM_OF_NUMBER,
            "id_code",
            f"政府网站标识码“{code}”不是10位。",
            "请按全国政府网站信息报送系统中的标识码核对。",
            severity=Severity.WARNING,
        )
    if address is not None and not _ADDRESS.fullmatch(str(address)):
        yield _finding(
            WebsiteCheck.FORM_OF_NUMBER,
            "home_address",
            f"首页网址“{address}”不是完整的网址。",
            "请以 http:// 或 https:// 开头填写。",
        )


def _nothing(values: Values) -> Iterator[Finding]:
    for key in ("items_total", "messages_received"):
        if values.get(key) == 0:
            label = form_fields()[key].label
            told = f"{label}为0。"
            remedy = "确属没有的不用处理；在其他系统办理的，请填写其数据并注明理由。"
            yield _finding(
                WebsiteCheck.NOTHING_COUNTED, key, told, remedy, severity=Severity.WARNING
            )


_LOOKS: tuple[Callable[[Values], Iterable[Finding]], ...] = (
    _missing,
    _sums,
    _not_more,
    _mean_days,
    _wanted_with,
    _catalogue,
    _numbers,
    _nothing,
)


def _number(value: FormValue) -> int | Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return value


def _finding(
    check: WebsiteCheck,
    key: str,
    message: str,
    remedy: str,
    *,
    expected: str = "",
    found: str = "",
    severity: Severity = Severity.ERROR,
) -> Finding:
    return Finding(
        rule=check.value,
        severity=severity,
        where=key,
        expected=expected,
        found=found,
        message=message,
        source=_SOURCE,
        remedy=remedy,
    )
