"""A backup: the database as of one moment, the files, and a sealed list of both, in one archive."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from gongkai.cli.outcome import Refused

FORMAT = 1
_FOLDERS = ("files", "media", "fonts")
_MANIFEST = "manifest.json"
_KEYS = "keys.toml"


def write_backup(target: Path, at: datetime, *, with_keys: bool) -> int:
    """Write an archive, by rename once it is whole, and return its size in bytes.

    :raises Refused: if the target cannot be written or the database cannot be copied
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
            database = _copy_database(Path(folder))
            with tarfile.open(draft, "x:gz", compresslevel=6) as archive:
                _fill(archive, database, at, with_keys)
        os.chmod(draft, 0o600)
        os.replace(draft, target)
    except OSError as error:
        raise Refused(
            f"无法写入备份文件“{target}”，请检查文件夹是否存在、有无权限和磁盘空间。", 1
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def read_backup(source: Path, *, replace: bool) -> dict[str, object]:
    """Put an archive's database and files in place of what is here, and return its manifest.

    Everything is unpacked and compared with the sealed list before anything is replaced.

    :raises Refused: if the archive is unreadable, altered or of another kind, or data is here
    """
    if not replace and _holds_data():
        raise Refused("本系统中已有数据；确要以备份替换，请加 --replace（现有数据将被替换）。", 1)
    with _unpacked(source) as folder:
        manifest = _checked(folder, source)
        if manifest["engine"] != connection.vendor:
            raise Refused(
                f"备份来自 {manifest['engine']} 数据库，本系统使用 {connection.vendor}，不能恢复。",
                1,
            )
        _restore_database(folder)
        for name in _FOLDERS:
            _swap(folder / name, settings.HOME / name)
        if (folder / _KEYS).exists():
            shutil.copyfile(folder / _KEYS, settings.HOME / _KEYS)
            os.chmod(settings.HOME / _KEYS, 0o600)
    return manifest


def _fill(archive: tarfile.TarFile, database: Path, at: datetime, with_keys: bool) -> None:
    sums: dict[str, str] = {}
    entries = [(database, database.name), *_files()]
    if with_keys:
        entries.append((settings.HOME / _KEYS, _KEYS))
    for path, name in entries:
        sums[name] = _sum(path)
        archive.add(path, name, recursive=False)
    manifest = {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "engine": connection.vendor,
        "with_keys": with_keys,
        "sha256": sums,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    entry = tarfile.TarInfo(_MANIFEST)
    entry.size, entry.mtime, entry.mode = len(text), int(at.timestamp()), 0o600
    archive.addfile(entry, io.BytesIO(text))


def _files() -> Iterator[tuple[Path, str]]:
    for name in _FOLDERS:
        root = settings.HOME / name
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            if path.is_file() and not path.is_symlink():
                yield path, f"{name}/{path.relative_to(root).as_posix()}"


def _copy_database(folder: Path) -> Path:
    if connection.vendor == "sqlite":
        copy = folder / "database.sqlite3"
        source = sqlite3.connect(f"file:{settings.DATABASES['default']['NAME']}?mode=ro", uri=True)
        # SQLite's own backup copies one consistent state while others go on writing.
        with closing(source), closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy
    copy = folder / "database.pgdump"
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--file", str(copy))
    return copy


def _restore_database(folder: Path) -> None:
    connections.close_all()
    if connection.vendor == "sqlite":
        source = sqlite3.connect(f"file:{folder / 'database.sqlite3'}?mode=ro", uri=True)
        with closing(source), closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as db:
            source.backup(db)
        return
    dump = str(folder / "database.pgdump")
    _postgresql("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", dump)


def _postgresql(program: str, *arguments: str) -> None:
    here = settings.DATABASES["default"]
    given = {"PGHOST": here["HOST"], "PGPORT": here["PORT"], "PGUSER": here["USER"]}
    given |= {"PGPASSWORD": here["PASSWORD"], "PGDATABASE": here["NAME"]}
    environment = os.environ | {name: str(value) for name, value in given.items() if value}
    target = ("--dbname", str(here["NAME"])) if program == "pg_restore" else ()
    try:
        done = subprocess.run(
            [program, *target, *arguments], env=environment, capture_output=True, text=True
        )
    except FileNotFoundError as error:
        raise Refused(f"未安装 {program}，请安装 postgresql-client 后重试。", 1) from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["原因不明"])[-1]
        raise Refused(f"{program} 未成功：{reason}", 1)


@contextmanager
def _unpacked(source: Path) -> Iterator[Path]:
    settings.HOME.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.HOME) as folder:
        try:
            with tarfile.open(source, "r:gz") as archive:
                # The data filter refuses links, devices and paths that lead out of the folder.
                archive.extractall(folder, filter="data")
        except FileNotFoundError as error:
            raise Refused(f"备份文件“{source}”不存在，请核对路径。") from error
        except (tarfile.TarError, OSError, EOFError) as error:
            raise Refused(f"备份文件“{source}”无法读取，可能不是备份或已损坏。") from error
        yield Path(folder)


def _checked(folder: Path, source: Path) -> dict[str, object]:
    try:
        manifest: dict[str, object] = json.loads((folder / _MANIFEST).read_text())
        sums = manifest["sha256"]
        if manifest["format"] != FORMAT or not isinstance(sums, dict):
            raise ValueError
    except (OSError, ValueError, KeyError) as error:
        raise Refused(f"“{source}”不是本系统的备份文件。") from error
    present = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    altered = [name for name in sums if name not in present or _sum(folder / name) != sums[name]]
    extra = present - set(sums) - {_MANIFEST}
    if altered or extra:
        name = (altered or sorted(extra))[0]
        raise Refused(f"备份文件“{source}”中的“{name}”与清单不符，备份已损坏或被改动，未恢复。", 1)
    return manifest


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _swap(new: Path, here: Path) -> None:
    old = here.with_name(f".{here.name}.{os.getpid()}.old")
    if here.exists():
        os.replace(here, old)
    if new.exists():
        os.replace(new, here)
    shutil.rmtree(old, ignore_errors=True)


def _holds_data() -> bool:
    return "agencies_agency" in connection.introspection.table_names() and bool(_count_agencies())


def _count_agencies() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM agencies_agency")
        return int(cursor.fetchone()[0])
