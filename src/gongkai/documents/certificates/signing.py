"""Sealing a PDF after PAdES (ETSI EN 319 142-1), level B-B, or B-T with a time stamp."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import x509 as asn1_x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import content, layout
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from gongkai.documents.certificates.keys import SealingKey, require_in_force
from gongkai.documents.certificates.pdf import Box
from gongkai.documents.certificates.timestamping import ServerStamper, StampServer

FIELD = "Seal"
"""Name of the signature's field."""

_T = TypeVar("_T")
# Room for the signature with the certificates above its key, and for a time stamp.
_ROOM, _ROOM_WITH_STAMP = 12_288, 24_576
_LONGEST_SIGNATURE = 512
_NO_MARGINS = layout.SimpleBoxLayoutRule(
    x_align=layout.AxisAlignment.ALIGN_MID,
    y_align=layout.AxisAlignment.ALIGN_MID,
    margins=layout.Margins(),
)


def sealed_pdf(
    pdf: bytes,
    key: SealingKey,
    *,
    at: datetime,
    box: Box,
    seal: bytes,
    organ: str,
    reason: str,
    stamps: StampServer | None = None,
) -> bytes:
    """Return a PDF with a signature over all of it, after which nothing may be added (DocMDP 1).

    :param box: where the seal is put on the first page
    :param seal: a PDF of one page that shows it
    :param reason: why it was signed, as readers show it
    :raises SealKeyUnusable: if key or time-stamp server cannot be used now; nothing was signed
    """
    require_in_force(key.certificate, at)
    return _waited_for(_sealed(pdf, key, at, box, seal, organ, reason, stamps))


async def _sealed(
    pdf: bytes,
    key: SealingKey,
    at: datetime,
    box: Box,
    seal: bytes,
    organ: str,
    reason: str,
    stamps: StampServer | None,
) -> bytes:
    writer = _SameMetadata(BytesIO(pdf))
    signer = PdfSigner(
        PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            name=organ,
            reason=reason,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        ),
        _KeySigner(key),
        timestamper=ServerStamper(stamps) if stamps else None,
        stamp_style=StaticStampStyle(
            border_width=0, background=_Seal(seal), background_layout=_NO_MARGINS
        ),
        new_field_spec=SigFieldSpec(
            FIELD, on_page=0, box=(box.left, box.bottom, box.right, box.top)
        ),
    )
    session = signer.init_signing_session(writer)
    session.system_time = at
    # What a reading aid says of the seal.
    session.sig_field[pdf_name("/TU")] = pdf_string(f"{organ}电子签章")
    prepared = session.prepare_tbs_document(
        validation_info=None, bytes_reserved=_ROOM_WITH_STAMP if stamps else _ROOM
    )
    digest, output = prepared.digest_tbs_document()
    await prepared.perform_signature(digest.document_digest, PdfCMSSignedAttributes())
    output.seek(0)
    return bytes(output.read())


class _SameMetadata(IncrementalPdfFileWriter):  # type: ignore[misc, unused-ignore]
    """Leaves what the document says of itself alone: PDF/A wants both records of it to agree."""

    def _update_meta(self) -> None:
        pass


class _KeySigner(Signer):  # type: ignore[misc, unused-ignore]
    """Lets a key sign, wherever it is kept; anything that takes long is done beside the loop."""

    def __init__(self, key: SealingKey) -> None:
        own, *others = (_translated(each) for each in (key.certificate, *key.chain))
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(others)
        super().__init__(signing_cert=own, cert_registry=store)
        self._key = key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return bytes(_LONGEST_SIGNATURE) if dry_run else self._key.sign(data)


class _Seal(content.PdfContent):  # type: ignore[misc, unused-ignore]
    """A page of one PDF drawn inside another."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        writer = self._ensure_writer
        drawn = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._pdf)), page_ix=0)
        self.resources.xobject["/Drawn"] = drawn
        left, bottom, right, top = (float(each) for each in drawn.get_object()["/BBox"])
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Drawn Do"


def _translated(certificate: Any) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _waited_for(work: Coroutine[Any, Any, _T]) -> _T:
    """Run to its end what the library has as a coroutine, whatever loop this thread has."""
    return _threads().submit(asyncio.run, work).result()


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=8, thread_name_prefix="sealing")
