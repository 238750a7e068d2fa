"""Blocks as an editor gives them, made into what is kept; every fault names block and field."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.documents.drafts.blocks import DraftRefused
from gongkai.documents.drafts.pasting import clean_pasted
from gongkai.publications.queries.records import columns_of
from gongkai.sites.models import PageBlockKind, SiteFile
from gongkai.sites.operations.content_checks import target_fault
from gongkai.sites.operations.refusing import Problem
from gongkai.sites.operations.table_checks import checked_table
from gongkai.sites.queries.files import files_of, is_picture

MOST_BLOCKS = 60
MOST_LISTED = 20
MOST_ROWS = 50
_LONGEST_HTML = 100_000


class BlockFault(ValueError):
    """Something in a block cannot be kept; `field` is where."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class BlockMaker:
    """Makes blocks of one organ's page, with one question for its columns and one for files."""

    def __init__(self, agency: Agency) -> None:
        self._columns = {row.code for row in columns_of(agency) if not row.is_closed}
        self._files = files_of(agency)

    def made(
        self, given: Sequence[Mapping[str, Any]]
    ) -> tuple[list[dict[str, Any]], list[Problem]]:
        """Return blocks as they are kept, and everything that is wrong with them."""
        kept: list[dict[str, Any]] = []
        problems: list[Problem] = []
        if len(given) > MOST_BLOCKS:
            told = f"内容块：最多{MOST_BLOCKS}个，现为{len(given)}个，请合并或者减少。"
            problems.append(Problem("blocks", told))
        for number, block in enumerate(given, start=1):
            kind = block.get("kind", "")
            make = _MAKERS.get(kind)
            if make is None:
                told = f"第{number}块：没有“{str(kind)[:20]}”这一类内容块，请删除后重新添加。"
                problems.append(Problem(f"{number}", told))
                continue
            try:
                kept.append({"kind": str(kind), **make(self, block)})
            except BlockFault as fault:
                told = f"第{number}块（{PageBlockKind(kind).label}）{fault}"
                problems.append(Problem(f"{number}:{fault.field}", told))
        return kept, problems

    def heading(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a heading."""
        return {"text": _line(block, "text", "小标题", 60)}

    def text(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a text as simple HTML."""
        typed = str(block.get("html", ""))
        if len(typed) > _LONGEST_HTML:
            raise BlockFault("html", f"文字：最多{_LONGEST_HTML}个字符，请分成几块。")
        try:
            html = clean_pasted(typed if "<" in typed else _paragraphs(typed))
        except DraftRefused as refusal:
            raise BlockFault("html", f"文字：{refusal}") from refusal
        if not html.strip():
            raise BlockFault("html", "文字：未填写，请填写文字或者删除该块。")
        return {"html": html}

    def picture(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a picture with what it shows in words."""
        file = self._file(block, "图片", is_wanted=is_picture)
        alt = _line(block, "alt", "替代文本", 200, required=False) or file.alt_text
        if not alt:
            raise BlockFault("alt", "替代文本：未填写，请用一句话说明图片内容，供看不到的人了解。")
        caption = _line(block, "caption", "图注", 200, required=False)
        return {"file": file.pk, "alt": alt, "caption": caption}

    def newest(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a list of the newest of a column."""
        code = str(block.get("column", ""))
        if code not in self._columns:
            raise BlockFault("column", "栏目：未选择或者已停用，请从在用的栏目中选择。")
        count = str(block.get("count", "")).strip()
        if not (count.isascii() and count.isdigit() and 1 <= int(count[:4]) <= MOST_LISTED):
            told = f"条数：应为1至{MOST_LISTED}的整数，现为“{count[:10]}”，请修改。"
            raise BlockFault("count", told)
        title = _line(block, "title", "标题", 40, required=False)
        return {"title": title, "column": code, "count": int(count)}

    def links(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a group of links."""
        kept = []
        for number, row in enumerate(_rows(block, "links", "链接", 30), start=1):
            label, target = str(row.get("label", "")).strip(), str(row.get("target", "")).strip()
            if not 1 <= len(label) <= 40:
                told = f"第{number}个链接：名称应为1至40字，现为{len(label)}字，请修改。"
                raise BlockFault("links", told)
            if fault := target_fault(target):
                raise BlockFault("links", f"第{number}个链接“{target[:60]}”：{fault}，请修改。")
            kept.append({"label": label, "target": target})
        return {"title": _line(block, "title", "标题", 40, required=False), "links": kept}

    def file(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a document to take away."""
        file = self._file(block, "附件", is_wanted=lambda one: not is_picture(one))
        label = _line(block, "label", "名称", 100, required=False)
        return {"file": file.pk, "label": label or file.name.rpartition(".")[0]}

    def questions(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return questions with answers, folded."""
        kept = []
        for number, row in enumerate(_rows(block, "questions", "问答", MOST_ROWS), start=1):
            asked = str(row.get("question", "")).strip()
            told = _paragraphed(str(row.get("answer", "")))
            for field, text, most in (("问", asked, 100), ("答", told, 3000)):
                if not 1 <= len(text) <= most:
                    fault = f"第{number}组“{field}”：应为1至{most}字，现为{len(text)}字，请修改。"
                    raise BlockFault("questions", fault)
            kept.append({"question": asked, "answer": told})
        return {"questions": kept}

    def table(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a table with its heads."""
        caption = _line(block, "caption", "表名", 100)
        try:
            header, rows = checked_table(block)
        except ValueError as fault:
            raise BlockFault("cells", str(fault)) from fault
        return {"caption": caption, "header": header, "rows": rows}

    def note(self, block: Mapping[str, Any]) -> dict[str, Any]:
        """Return a note that stands out."""
        text = _paragraphed(str(block.get("text", "")))
        if not 1 <= len(text) <= 500:
            raise BlockFault("text", f"文字：应为1至500字，现为{len(text)}字，请修改。")
        return {"title": _line(block, "title", "标题", 40, required=False), "text": text}

    def _file(
        self, block: Mapping[str, Any], label: str, is_wanted: Callable[[SiteFile], bool]
    ) -> SiteFile:
        key = str(block.get("file") or "")
        file = self._files.get(int(key)) if key.isascii() and key.isdigit() else None
        if file is None or not is_wanted(file):
            raise BlockFault("file", f"{label}：未选择，请上传文件或者从已有的文件中选择。")
        return file


def _line(
    block: Mapping[str, Any], field: str, label: str, most: int, *, required: bool = True
) -> str:
    text = " ".join(str(block.get(field, "")).split())
    if required and not text:
        raise BlockFault(field, f"{label}：未填写，请填写或者删除该块。")
    if len(text) > most:
        raise BlockFault(field, f"{label}：最多{most}字，现为{len(text)}字，请缩短。")
    return text


def _rows(
    block: Mapping[str, Any], field: str, label: str, most: int
) -> Iterator[Mapping[str, Any]]:
    given = block.get(field) or []
    rows = [row for row in given if any(str(value).strip() for value in row.values())]
    if not 1 <= len(rows) <= most:
        told = f"{label}：应有1至{most}个，现为{len(rows)}个，请增减或者删除该块。"
        raise BlockFault(field, told)
    return iter(rows)


def _paragraphed(text: str) -> str:
    lines = (line.strip() for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _paragraphs(text: str) -> str:
    return "".join(
        f"<p>{line}</p>" for line in _paragraphed(text).replace("&", "&amp;").split("\n")
    )


_MAKERS: Mapping[str, Callable[[BlockMaker, Mapping[str, Any]], dict[str, Any]]] = {
    "HEADING": BlockMaker.heading,
    "TEXT": BlockMaker.text,
    "PICTURE": BlockMaker.picture,
    "NEWEST": BlockMaker.newest,
    "LINKS": BlockMaker.links,
    "FILE": BlockMaker.file,
    "QUESTIONS": BlockMaker.questions,
    "TABLE": BlockMaker.table,
    "NOTE": BlockMaker.note,
}
