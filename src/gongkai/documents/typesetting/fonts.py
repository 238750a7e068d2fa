"""The typefaces of an official document, chosen from what an installation has.

In order: the office's own folder (licensed 仿宋_GB2312, 方正小标宋, 楷体_GB2312), the free Fandol
faces when the system's TeX carries them, and the packaged Noto faces, which are always there.
"""

from dataclasses import dataclass
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from gongkai.documents.typesetting.glyphs import Coverage, coverage

FANDOL_FOLDER = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
_FONT_FILES = {".otf", ".ttf", ".ttc", ".otc"}

_SERIF = "Noto Serif SC"
_SANS = "Noto Sans SC"
_TITLE = (
    *("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    *("小标宋", "华文中宋", "STZhongsong", "FandolSong"),
)
_BODY = ("仿宋_GB2312", "FangSong_GB2312", "方正仿宋_GBK", "仿宋", "FangSong", "FandolFang R")
_HEADING = ("黑体", "SimHei", "方正黑体_GBK", "FandolHei")
_SUBHEADING = ("楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "楷体", "KaiTi", "FandolKai")
_TABLE = ("宋体", "SimSun", "方正书宋_GBK", "FandolSong")
# A plain Song face is too light for a title: Fandol has a bold, Noto gets an outline.
_BOLD_TITLES = {"FandolSong"}
_OUTLINE = 0.5


class FontsFolderUnusable(Exception):
    """The folder given for an office's own fonts is missing or holds no font file."""


@dataclass(frozen=True)
class Typefaces:
    """Font families per role, each a list to fall back along, and what they can draw."""

    title: tuple[str, ...]
    title_weight: str
    title_outline: float
    body: tuple[str, ...]
    heading: tuple[str, ...]
    subheading: tuple[str, ...]
    table: tuple[str, ...]
    collection: typst.Fonts
    coverages: tuple[Coverage, ...]

    def draws(self, character: str) -> bool:
        """Return whether one of the fonts has a glyph for `character`."""
        return any(character in each for each in self.coverages)


def typefaces(fonts_folder: Path | None = None) -> Typefaces:
    """Choose the typefaces, an office's `fonts_folder` first.

    :raises FontsFolderUnusable: when `fonts_folder` is no folder with font files.
    """
    folders = [Path(pylopdf_fonts_zh_cn.serif_path()).parent]
    if FANDOL_FOLDER.is_dir():
        folders.insert(0, FANDOL_FOLDER)
    if fonts_folder is not None:
        if not fonts_folder.is_dir() or not _font_files(fonts_folder):
            raise FontsFolderUnusable(
                f"字体文件夹“{fonts_folder}”不存在或没有字体文件（.ttf、.otf、.ttc），"
                "请放入字体文件，或取消该设置改用自带字体。"
            )
        folders.insert(0, fonts_folder)
    collection = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    present = {family.casefold(): family for family in collection.families()}

    def chosen(wanted: tuple[str, ...], fallback: str) -> tuple[str, ...]:
        found = [present[name.casefold()] for name in wanted if name.casefold() in present]
        return (*found[:1], fallback)

    title = chosen(_TITLE, _SERIF)
    return Typefaces(
        title=title,
        title_weight="bold" if title[0] in _BOLD_TITLES else "regular",
        title_outline=_OUTLINE if title[0] == _SERIF else 0.0,
        body=chosen(_BODY, _SERIF),
        heading=chosen(_HEADING, _SANS),
        subheading=chosen(_SUBHEADING, _SERIF),
        table=chosen(_TABLE, _SERIF),
        collection=collection,
        coverages=tuple(coverage(file) for folder in folders for file in _font_files(folder)),
    )


def _font_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in _FONT_FILES)
