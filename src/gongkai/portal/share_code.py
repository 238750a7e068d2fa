"""The QR code by which a page is taken along on a phone: drawn here, asked of nobody."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(address: str) -> SafeString:
    """Return an address as a QR code in SVG, to stand in a page that tells it in words as well."""
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(
        written,
        kind="svg",
        border=4,
        omitsize=True,
        xmldecl=False,
        svgclass="qr",
        lineclass=None,
        light="#fff",
        dark="#000",
        nl=False,
    )
    # Made of numbers alone: nothing of the address stands in it as text.
    return mark_safe(written.getvalue().decode())  # noqa: S308
