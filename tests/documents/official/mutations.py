"""The typesetter with one rule of its template changed: what a conformity check must notice."""

import shutil
from pathlib import Path

from gongkai.documents.official import pdf
from gongkai.documents.official.content import content_of
from gongkai.documents.typesetting.fonts import typefaces
from gongkai.documents.typesetting.setting import Setter

TEMPLATES = Path(pdf.__file__).parent


def mutated_pdf(folder, document, changes, **content):
    """Return a document's PDF set by a template in which each old text is a new one."""
    for name in ("official.typ", "elements.typ"):
        shutil.copy(TEMPLATES / name, folder / name)
    for old, new in changes.items():
        found = [path for path in folder.glob("*.typ") if old in path.read_text(encoding="utf-8")]
        assert found, f"the template has no {old!r}"
        for path in found:
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    setter = Setter(folder / "official.typ", typefaces(), archival=True)
    usual = {"pitch": pdf.FULL_PITCH, "imprint": True, "breaks": 0, "unnumbered-from": 10_000}
    return setter.pdf(content_of(document) | usual | content, document.formed_on)
