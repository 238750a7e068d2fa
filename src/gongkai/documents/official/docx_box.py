"""A box of text at the foot of the type area: what 版记 stands in, wherever the text ends."""

from typing import Any

from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

_EMU = 12_700
_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
     xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
     xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
     xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
  <w:drawing>
    <wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"
               behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0">
      <wp:simplePos x="0" y="0"/>
      <wp:positionH relativeFrom="margin"><wp:align>center</wp:align></wp:positionH>
      <wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
      <wp:extent cx="{width}" cy="{height}"/>
      <wp:effectExtent l="0" t="0" r="0" b="0"/>
      <wp:wrapTopAndBottom/>
      <wp:docPr id="1" name="版记"/>
      <wp:cNvGraphicFramePr/>
      <a:graphic>
        <a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
          <wps:wsp>
            <wps:cNvSpPr txBox="1"/>
            <wps:spPr>
              <a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
              <a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
              <a:noFill/>
              <a:ln><a:noFill/></a:ln>
            </wps:spPr>
            <wps:txbx><w:txbxContent/></wps:txbx>
            <wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/>
          </wps:wsp>
        </a:graphicData>
      </a:graphic>
    </wp:anchor>
  </w:drawing>
</w:r>
"""
_CONTENT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}txbxContent"


def box_at_foot(anchor: Any, *, width: float, height: float) -> Any:
    """Return the empty content of a box that stands at the foot of the page of `anchor`.

    :param width: in points
    :param height: in points
    """
    run = parse_xml(_BOX.format(width=round(width * _EMU), height=round(height * _EMU)))
    anchor._p.append(run)
    return _Content(next(run.iter(_CONTENT)), anchor._parent)


def new_paragraph(content: Any) -> Paragraph:
    """Return a new paragraph at the end of a box."""
    made = parse_xml(
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    )
    content.element.append(made)
    return Paragraph(made, content.parent)


class _Content:
    """The content of a box, and the story it belongs to."""

    def __init__(self, element: Any, parent: Any) -> None:
        self.element = element
        self.parent = parent
