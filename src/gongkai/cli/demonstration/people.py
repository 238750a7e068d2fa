"""The demonstration's organs, its officers and their logins."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from gongkai.agencies.models import Agency, Officer, Role
from gongkai.agencies.operations import RegistrationRefused, add_agency, add_officer
from gongkai.agencies.queries import officer_of
from gongkai.cli.demonstration.stored import texts
from gongkai.cli.outcome import Refused

LOGINS_FILE = "demo-logins.txt"


@dataclass(frozen=True)
class Login:
    """How one officer of the demonstration enters the console."""

    title: str
    username: str
    password: str


def demonstration_agency() -> Agency:
    """Return the demonstration's centre, registered with the city office above it on first use.

    :raises Refused: if a real organ has the code or the name
    """
    told = texts("agency")
    centre = Agency.objects.filter(code=told["centre"]["code"]).first()
    if centre is not None:
        if not centre.is_demonstration:
            raise Refused(f"机构代码“{centre.code}”已属于正式机关，演示数据请装入另一个文件夹。")
        _add_letter_details(centre, told["centre"])
        return centre
    try:
        # The centre first: the first organ becomes the default one.
        centre = add_agency(**told["centre"], is_demonstration=True)
        centre.parent = add_agency(**told["city"], is_demonstration=True)
    except RegistrationRefused as refused:
        raise Refused(f"无法登记演示机关：{refused} 演示数据请装入另一个文件夹。") from refused
    centre.save(update_fields=["parent"])
    return centre


def _add_letter_details(agency: Agency, told: dict[str, Any]) -> None:
    """Give an organ loaded before letters were part of the demonstration what they say about it."""
    if agency.letter_word:
        return
    names = ("letter_word", "reconsideration_organ", "court")
    for name in names:
        setattr(agency, name, told[name])
    agency.save(update_fields=names)


def demonstration_officers(centre: Agency) -> dict[str, Officer]:
    """Return the demonstration's officers by role, those registered already."""
    agencies = [agency for agency in (centre, centre.parent) if agency is not None]
    return {
        appointment.role: officer
        for officer in Officer.objects.filter(agency__in=agencies).order_by("-pk")
        for appointment in officer.appointments.all()
    }


def department_officers(centre: Agency) -> dict[str, Officer]:
    """Return the demonstration's officers by the name of the department they work in."""
    officers = Officer.objects.filter(agency=centre).exclude(department=None)
    return {
        each.department.name: each
        for each in officers.select_related("department").order_by("-pk")
        if each.department
    }


@transaction.atomic
def demonstration_logins(centre: Agency, home: Path) -> list[Login]:
    """Return a login for each officer, registering those that are missing.

    Passwords are made by chance once and kept in the home folder for its owner's eyes only; an
    officer whose password is no longer there gets another.

    :raises Refused: if a login belongs to somebody else, or the file cannot be written
    """
    told = texts("agency")
    agencies = {"centre": centre, "city": centre.parent}
    kept = kept_logins(home / LOGINS_FILE)
    logins = []
    for person in told["officers"]:
        username = person["username"]
        login = Login(
            title=f"{person['name']}（{_work_of(person)}）",
            username=username,
            password=kept.get(username) or secrets.token_urlsafe(9),
        )
        agency = agencies[person["agency"]]
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            add_officer(
                agency=agency,
                username=username,
                name=person["name"],
                password=login.password,
                roles=[person["role"]] if "role" in person else [],
                on=told["appointments"]["from_on"],
                department=person.get("department", ""),
            )
        else:
            _insist_on_own(user, agency)
            if username not in kept:
                user.set_password(login.password)
                user.save(update_fields=["password"])
        logins.append(login)
    if any(login.username not in kept for login in logins):
        keep_logins(logins, home / LOGINS_FILE)
    return logins


def _work_of(person: Mapping[str, str]) -> str:
    return str(Role(person["role"]).label) if "role" in person else person["department"]


def _insist_on_own(user: Any, agency: Agency | None) -> None:
    officer = officer_of(user)
    if officer is None or officer.agency != agency:
        raise Refused(f"用户名“{user.username}”已被他人使用，演示数据请装入另一个文件夹。")


def kept_logins(path: Path) -> dict[str, str]:
    """Return the passwords that a file keeps, by user name; none where it cannot be read as text.

    :raises Refused: if the disk refuses
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, UnicodeDecodeError):
        return {}
    except OSError as error:
        raise _unusable(path, error) from error
    rows = (line.split("\t") for line in lines)
    return {row[1]: row[2] for row in rows if len(row) == 3 and row[2]}


def keep_logins(logins: list[Login], path: Path) -> None:
    """Keep logins in a file for its owner's eyes only.

    :raises Refused: if the disk refuses
    """
    text = "".join(f"{login.title}\t{login.username}\t{login.password}\n" for login in logins)
    draft = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    except OSError as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> Refused:
    return Refused(f"无法读写演示账号（{error.strerror}）：{path}。请检查磁盘空间和文件夹权限。", 1)
