"""A copy of the kept pages that opens from a disk: for an intranet, or for the archive."""

import os
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.conf import settings

from gongkai.static_site.addresses import file_of, path_below
from gongkai.static_site.generations import current, held
from gongkai.static_site.hosts import KeptSite

_ATTRIBUTE = re.compile(r'(\s(?:href|src|poster|action|formaction)=")([^"]*)(")')
_IN_STYLES = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")
# Nobody sends the headers of the site with a file: what they forbid, the copy forbids itself.
_CHARSET = '<meta charset="utf-8">'
_NOTHING_OUTSIDE = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'self\' file: data:; '
    "style-src 'self' file: 'unsafe-inline'\">"
)
_PLAIN_NAMES = re.compile(r"[^?#]*")


class ExportRefused(Exception):
    """The copy cannot be made there; the message says why and what to do, in Chinese."""


def export(site: KeptSite, target: Path) -> int:
    """Copy a site's kept pages with links between the files; return how many files there are.

    What only the program can answer (forms, search) is linked to at its public address.

    :param target: a folder that is not there yet or empty, or a .zip file that is not there yet
    :raises ExportRefused: if something is there already
    """
    if target.suffix.lower() == ".zip":
        if target.exists():
            raise ExportRefused(f"“{target}”已经存在，请换一个文件名，或者先移走它。")
        with TemporaryDirectory(dir=target.parent, prefix=".gongkai-") as made:
            folder = Path(made) / "site"
            number = _copy(site, folder)
            draft = Path(made) / "site.zip"
            with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
                for place in sorted(folder.rglob("*")):
                    if place.is_file():
                        archive.write(place, place.relative_to(folder).as_posix())
            os.replace(draft, target)
        return number
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportRefused(f"“{target}”已经存在并且不是空文件夹，请换一个位置。")
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".gongkai-") as made:
        folder = Path(made) / "site"
        number = _copy(site, folder)
        if target.exists():
            target.rmdir()
        os.replace(folder, target)
    return number


def _copy(site: KeptSite, folder: Path) -> int:
    with held(site, "files"):
        generation = current(site)
        if generation is None:
            raise ExportRefused("网页文件尚未生成，请先运行 gongkai site build --all。")
        files = dict(generation.tree.files())
        generation.close()
        used: set[str] = set()
        for name, place in files.items():
            copy = folder / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            if name.endswith(".html"):
                text = place.read_text(encoding="utf-8")
                led = _leads(site, name, files, used)
                text = _ATTRIBUTE.sub(led, text).replace(_CHARSET, _CHARSET + _NOTHING_OUTSIDE, 1)
                copy.write_text(text, encoding="utf-8", newline="")
            else:
                shutil.copyfile(place, copy)
    return len(files) + sum(1 for _ in _copied_static(used, folder))


def _leads(
    site: KeptSite, name: str, files: dict[str, Path], used: set[str]
) -> Callable[[re.Match[str]], str]:
    """Return what an attribute of a page is in its copy; notes the program's own files it uses."""
    here = "/" + name.removesuffix("index.html")
    up = "../" * name.count("/") or "./"

    def led(found: re.Match[str]) -> str:
        before, written, after = found.groups()
        plain = written.replace("&amp;", "&")
        if plain.startswith(settings.STATIC_URL):
            below = plain.removeprefix(settings.STATIC_URL)
            used.add(_PLAIN_NAMES.match(below)[0])  # type: ignore[index]
            return f"{before}{up}static/{written.removeprefix(settings.STATIC_URL)}{after}"
        address, mark, fragment = plain.partition("#")
        path = path_below(site.base, address, here) if address else None
        target = file_of(path) if path else None
        if target in files:
            return f"{before}{escape(up + quote(target) + mark + fragment)}{after}"
        if plain.startswith("/") and not plain.startswith("//"):
            return f"{before}{escape(site.base + plain)}{after}"
        return found[0]

    return led


def _copied_static(used: set[str], folder: Path) -> Iterator[Path]:
    """Copy the program's own files that are used, and those that style sheets among them use."""
    root = Path(settings.STATIC_ROOT).resolve()
    ahead = sorted(used)
    while ahead:
        name = ahead.pop()
        source = (root / name).resolve()
        if not source.is_relative_to(root) or not source.is_file():
            continue
        copy = folder / "static" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        yield copy
        if source.suffix == ".css":
            for written in _IN_STYLES.findall(source.read_text(encoding="utf-8")):
                if written.startswith(("data:", "#", "http")):
                    continue
                below = os.path.normpath(os.path.join(os.path.dirname(name), written))
                plain = _PLAIN_NAMES.match(below)[0]  # type: ignore[index]
                if plain not in used:
                    used.add(plain)
                    ahead.append(plain)
