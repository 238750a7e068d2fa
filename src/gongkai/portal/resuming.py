"""A form sent after the session ran out: what was typed is handed back, sealed, and sent again.

It stands in the page itself, so that nothing of somebody who is not signed in is stored here.
Passwords and files are not in it.
"""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gongkai.portal.account_forms import SignInForm
from gongkai.portal.pages import Page
from gongkai.privacy.encryption import Undecipherable, decrypt, encrypt

_MOST = 2 << 20
_LEFT_OUT = ("csrfmiddlewaretoken", "password", "again", "code")


@dataclass(frozen=True)
class Kept:
    """What was sent, and to which path of this site."""

    address: str
    pairs: tuple[tuple[str, str], ...]
    had_files: bool


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Answer a form of somebody who is not signed in any more: he signs in, and sends it again."""
    page = Page(title=_("请先登录"), is_indexed=False)
    context = {
        "page": page,
        "form": SignInForm(),
        "kept": sealed_post(request),
        "next": request.path,
    }
    return render(request, "portal/accounts/signed_out.html", context, status=401)


def sealed_post(request: HttpRequest) -> str:
    """Return what a form was sent with, sealed; "" where it is too much."""
    pairs = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _LEFT_OUT
        for value in values
    ]
    text = json.dumps([request.get_full_path(), pairs, bool(request.FILES)], ensure_ascii=False)
    return encrypt(text) if len(text) <= _MOST else ""


def kept_post(sealed: str) -> Kept | None:
    """Return what stands sealed in a page; None where it was altered or is none."""
    try:
        address, pairs, had_files = json.loads(decrypt(sealed))
    except (Undecipherable, ValueError):
        return None
    return Kept(address, tuple((name, value) for name, value in pairs), had_files)
