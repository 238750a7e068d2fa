"""Where the notices on an officer's screen lead: to the case, the matter, the item they tell of."""

import re
from collections.abc import Iterable

from django.urls import reverse

from gongkai.agencies.models import Agency
from gongkai.casework.queries.register_numbers import matters_numbered, requests_numbered
from gongkai.fund_services.queries.applications.listing import applications_numbered
from gongkai.hotline.queries.tickets.listing import tickets_numbered
from gongkai.hotline.queries.tracking import messages_numbered

_NUMBER = re.compile(r"(?:申请 )?([A-Z]{1,4}[0-9A-Z-]*[0-9])")
_BY_KEY = {
    re.compile(r"信息 ([0-9]+)"): "console:item",
    re.compile(r"公文 ([0-9]+)"): "console:document",
    re.compile(r"页面 ([0-9]+)"): "console:site-page",
    re.compile(r"(?:意见征集|征集结果) ([0-9]+)(?: 意见)?"): "console:consultation",
    re.compile(r"(?:网上调查|调查结果) ([0-9]+)"): "console:survey",
    re.compile(r"(?:在线访谈|访谈实录) ([0-9]+)(?: 提问)?"): "console:interview",
    re.compile(r"找错 ([0-9]+)"): "console:fault",
    re.compile(r"办事指南 ([0-9]+)"): "console:guide",
    re.compile(r"单位管理员申请 ([0-9]+)"): "console:manager-application",
}


def addresses_of(subjects: Iterable[str], agency: Agency) -> dict[str, str]:
    """Return the page of each subject of notices that has one, in at most five questions."""
    told = set(subjects)
    numbers = {subject: found[1] for subject in told if (found := _NUMBER.fullmatch(subject))}
    pages = {subject: page for subject in told if (page := _by_key(subject))}
    if not numbers:
        return pages
    requests = requests_numbered(agency, numbers.values())
    matters = matters_numbered(agency, numbers.values())
    others = [each for each in numbers.values() if each not in requests and each not in matters]
    messages = messages_numbered(agency, others) if others else {}
    others = [each for each in others if each not in messages]
    tickets = tickets_numbered(agency, others) if others else {}
    others = [each for each in others if each not in tickets]
    applications = applications_numbered(agency, others) if others else {}
    for subject, number in numbers.items():
        if number in requests:
            pages[subject] = reverse("console:case", args=[requests[number]])
        elif number in matters:
            pages[subject] = reverse("console:matter", args=[matters[number]])
        elif number in messages:
            pages[subject] = reverse("console:site-message", args=[messages[number]])
        elif number in tickets:
            pages[subject] = reverse("console:ticket", args=[tickets[number]])
        elif number in applications:
            pages[subject] = reverse("console:application", args=[applications[number]])
    return pages


def _by_key(subject: str) -> str:
    for form, name in _BY_KEY.items():
        if found := form.fullmatch(subject):
            return reverse(name, args=[found[1]])
    return ""
