"""Where an installation keeps its data, its secrets, and what its environment says."""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_ENGINES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")


def home() -> Path:
    """Return the installation's folder: $GONGKAI_HOME, else `var` in the working folder."""
    return Path(os.environ.get("GONGKAI_HOME", "var")).resolve()


def keys(folder: Path) -> dict[str, str]:
    """Return the installation's secrets, made once and readable by its owner only.

    The environment (GONGKAI_SECRET_KEY, GONGKAI_FIELD_KEY) goes before the file, so that several
    nodes can share them.

    :raises ImproperlyConfigured: if the file is there but does not hold them
    """
    given = {
        name: os.environ.get(f"GONGKAI_{name.upper()}", "") for name in ("secret_key", "field_key")
    }
    if all(given.values()):
        return given
    path = folder / "keys.toml"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        text = "".join(f'{name} = "{secrets.token_urlsafe(48)}"\n' for name in given)
        # Containers that share the folder may have the same process number.
        draft = folder / f"keys.{os.getpid()}.{secrets.token_hex(4)}.tmp"
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(text)
        try:
            # A link fails where another process was first, so that its keys stand.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    try:
        stored = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        stored = {}
    found = {name: given[name] or str(stored.get(name, "")) for name in given}
    missing = [name for name, value in found.items() if not value]
    if missing:
        raise ImproperlyConfigured(
            f"密钥文件 {path} 缺少或无法读出 {'、'.join(missing)}，请从备份恢复该文件；"
            "切勿新建，否则已加密的个人信息无法解密"
        )
    return found


def choice(variable: str, *allowed: str) -> str:
    """Return what a variable chooses; the first of the allowed values where it is not set.

    :raises ImproperlyConfigured: if it is none of them
    """
    given = os.environ.get(variable) or allowed[0]
    if given not in allowed:
        raise ImproperlyConfigured(f"{variable} 的值“{given}”无效，可选：{'、'.join(allowed)}")
    return given


def listed(variable: str, default: str = "") -> list[str]:
    """Return the values that a variable lists between commas."""
    given = os.environ.get(variable) or default
    return [value.strip() for value in given.split(",") if value.strip()]


def sqlite_address(path: Path) -> str:
    """Return the database address of a file, whatever characters its folders' names have."""
    return f"sqlite:///{quote(str(path))}"


def database(url: str) -> dict[str, Any]:
    """Return Django's settings for a database address, ready for several writers.

    :raises ImproperlyConfigured: if the address cannot be read
    """
    try:
        found = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        # The address may hold a password, so it is not shown.
        raise ImproperlyConfigured(
            "DATABASE_URL 无法识别，请写成 postgresql://用户:密码@主机:端口/库名"
            "（密码中的特殊字符须按 URL 转义）"
        ) from error
    if found["ENGINE"] not in _ENGINES:
        raise ImproperlyConfigured("DATABASE_URL 只能指向 PostgreSQL（postgresql://…）或 SQLite")
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # Writers queue instead of failing, readers never wait for them.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000;"
            ),
        }
    return found


def mail_server(url: str) -> dict[str, Any]:
    """Return Django's settings for a mail server's address; "" is none, and then no mail goes out.

    smtp://user:password@host:25 speaks in the clear, smtp+tls:// turns to TLS before it logs in,
    smtps:// speaks TLS from the start; user and password are escaped as URLs write them.

    :raises ImproperlyConfigured: if the address cannot be read
    """
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if url and (parts.scheme not in ports or not parts.hostname):
        # The address may hold a password, so it is not shown.
        raise ImproperlyConfigured(
            "GONGKAI_EMAIL_URL 无法识别，请写成 smtp://、smtp+tls:// 或 smtps:// 加 "
            "用户:密码@主机:端口（用户和密码中的特殊字符须按 URL 转义）"
        )
    return {
        "EMAIL_HOST": parts.hostname or "",
        "EMAIL_PORT": port or ports.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
    }


def sms_gateway(url: str) -> dict[str, str]:
    """Return where the SMS gateway is and the key for it; "" is none, and then no SMS goes out.

    :raises ImproperlyConfigured: if the address cannot be read, or has no key
    """
    return _keyed_place("GONGKAI_SMS_URL", url)


def business_system(url: str) -> dict[str, str]:
    """Return where the centre's business system is and the key for it; "" is the embedded one.

    :raises ImproperlyConfigured: if the address cannot be read, or has no key
    """
    return _keyed_place("GONGKAI_CORE_URL", url)


def _keyed_place(variable: str, url: str) -> dict[str, str]:
    """Return the parts of https://number:secret@host/path, escaped as URLs write them."""
    if not url:
        return {"base": "", "key": "", "secret": ""}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    number, secret = unquote(parts.username or ""), unquote(parts.password or "")
    is_whole = parts.scheme in ("http", "https") and parts.hostname and not parts.query
    if not is_whole or not number.isascii() or not number or len(secret) < 16:
        # The address holds the key, so it is not shown.
        raise ImproperlyConfigured(
            f"{variable} 无法识别，请写成 https://密钥编号:密钥@主机:端口/路径"
            "（密钥至少16个字符，特殊字符须按 URL 转义）"
        )
    host = f"[{parts.hostname}]" if ":" in str(parts.hostname) else parts.hostname
    place = f"{host}:{port}" if port else host
    base = f"{parts.scheme}://{place}{parts.path.rstrip('/')}"
    return {"base": base, "key": number, "secret": secret}


def whole_days(variable: str, default: int) -> int:
    """Return the number of days that a variable sets, 0 to 366.

    :raises ImproperlyConfigured: if it is no such number
    """
    given = os.environ.get(variable) or str(default)
    if not (given.isascii() and given.isdigit() and int(given) <= 366):
        raise ImproperlyConfigured(f"{variable} 的值“{given}”无效，请填写0至366的整数（天数）")
    return int(given)


def whole_number(variable: str, default: int, *, least: int, most: int) -> int:
    """Return the number that a variable sets, between two bounds.

    :raises ImproperlyConfigured: if it is no such number
    """
    given = os.environ.get(variable) or str(default)
    if not (given.isascii() and given.isdigit() and least <= int(given) <= most):
        raise ImproperlyConfigured(f"{variable} 的值“{given}”无效，请填写{least}至{most}的整数")
    return int(given)
