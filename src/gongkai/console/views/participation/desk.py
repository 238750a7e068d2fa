"""What all views of 互动交流 do: know who acts, find a piece, save a form or show why not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gongkai.console.access import Desk, NotHere
from gongkai.console.refusals import REFUSED
from gongkai.participation.permissions import insist, may_read


def who(desk: Desk) -> dict[str, Any]:
    """Return who acts, and when."""
    return {"officer": desk.officer, "on": desk.on, "at": desk.at}


def require_reader(desk: Desk) -> None:
    """Insist that the officer takes part in this work.

    :raises NotAllowed: if he does not
    """
    insist(may_read(desk.officer, desk.agency, desk.on), _("查看互动交流"))


def one_of(rows: QuerySet[Any], pk: int, told: str) -> Any:
    """Return a row by its key.

    :raises NotHere: if there is none
    """
    row = rows.filter(pk=pk).first() if pk < 1 << 62 else None
    if row is None:
        raise NotHere(told)
    return row


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Run an operation on a valid form; show beside the fields why it was refused. Tell which."""
    if not form.is_valid():
        return False
    try:
        act()
    except REFUSED as refused:
        form.refuse(refused) if hasattr(form, "refuse") else form.add_error(None, str(refused))
        return False
    return True
