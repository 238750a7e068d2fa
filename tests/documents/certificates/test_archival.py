"""PDF/A-2b (ISO 19005-2) as far as it can be measured here, before and after signing."""

import io
import re
import zlib
from xml.etree import ElementTree

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from documents.certificates.made import a_document, one_sealed
from gongkai.documents.certificates.pdf import certificate_pdf

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
_FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript"}


@pytest.fixture(params=["plain", "signed"])
def pdf(request):
    return one_sealed() if request.param == "signed" else certificate_pdf(a_document())


def objects(reader):
    """Return every object that can be reached from the catalogue."""
    seen, found, waiting = set(), [], [reader.trailer.raw_get("/Root")]
    while waiting:
        here = waiting.pop()
        if isinstance(here, generic.IndirectObject):
            if here.idnum in seen:
                continue
            seen.add(here.idnum)
            here = here.get_object()
        found.append(here)
        if isinstance(here, generic.DictionaryObject):
            waiting += [here.raw_get(name) for name in here if name != "/Parent"]
        elif isinstance(here, generic.ArrayObject):
            waiting += [here.raw_get(place) for place in range(len(here))]
    return found


def dictionaries(reader):
    return [each for each in objects(reader) if isinstance(each, generic.DictionaryObject)]


def test_the_file_says_what_it_is_and_both_records_of_it_agree(pdf):
    reader = PdfFileReader(io.BytesIO(pdf))
    # 6.1.2: header, then a comment of four bytes above 127; 6.1.3: an identifier, not encrypted.
    assert re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", pdf)
    assert len(reader.trailer["/ID"]) == 2 and "/Encrypt" not in reader.trailer
    stream = reader.root["/Metadata"]
    assert "/Filter" not in stream and stream["/Type"] == "/Metadata"
    told = ElementTree.fromstring(stream.data.decode().split("?>", 1)[1].rsplit("<?xpacket", 1)[0])
    text = {each.tag: each.text for each in told.iter() if each.text}
    assert (text[f"{PDFAID}part"], text[f"{PDFAID}conformance"]) == ("2", "B")
    info = reader.trailer["/Info"]
    title = next(each for each in told.iter() if each.tag.endswith("}title"))
    assert "".join(title.itertext()) == str(info["/Title"])
    made = text["{http://ns.adobe.com/xap/1.0/}CreateDate"]
    changed = text["{http://ns.adobe.com/xap/1.0/}ModifyDate"]
    assert re.sub(r"\D", "", made) == re.sub(r"\D", "", str(info["/CreationDate"]))
    assert re.sub(r"\D", "", changed) == re.sub(r"\D", "", str(info["/ModDate"]))
    assert text["{http://ns.adobe.com/pdf/1.3/}Keywords"] == str(info["/Keywords"])
    assert "Producer" not in info


def test_colours_have_an_intent_with_a_profile(pdf):
    reader = PdfFileReader(io.BytesIO(pdf))
    intents = reader.root["/OutputIntents"]
    assert len(intents) == 1
    intent = intents[0]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"]
    assert profile["/N"] == 3 and profile.data[36:40] == b"acsp" and profile.data[16:20] == b"RGB "
    for content in contents(reader):
        assert not re.search(rb"(?<![\w/])[\d.]+ [\d.]+ [\d.]+ [\d.]+ [kK]\b", content)


def contents(reader):
    """Return what is drawn: pages and forms."""
    page = reader.root["/Pages"]["/Kids"][0]
    forms = [
        each for each in dictionaries(reader)
        if isinstance(each, generic.StreamObject) and each.get("/Subtype") == "/Form"
    ]  # fmt: skip
    return [page["/Contents"].data, *(form.data for form in forms)]


def test_every_font_is_embedded_with_what_its_codes_mean(pdf):
    fonts = [each for each in dictionaries(PdfFileReader(io.BytesIO(pdf)))
             if each.get("/Type") == "/Font"]  # fmt: skip
    assert fonts
    for font in fonts:
        if font["/Subtype"] == "/Type0":
            assert "/ToUnicode" in font
            font = font["/DescendantFonts"][0]
        described = font["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(described), font["/BaseFont"]


def test_nothing_in_it_acts_or_looks_elsewhere(pdf):
    for each in dictionaries(PdfFileReader(io.BytesIO(pdf))):
        assert each.get("/S") not in _FORBIDDEN_ACTIONS
        assert not {"/AA", "/OpenAction", "/JS", "/XFA", "/NeedAppearances"} & set(each)
        if isinstance(each, generic.StreamObject):
            assert not {"/F", "/FFilter", "/FDecodeParms"} & set(each)
            assert "/LZWDecode" not in str(each.get("/Filter", ""))
        if each.get("/Subtype") == "/Image":
            assert not each.get("/Interpolate", False) and "/Alternates" not in each
        if each.get("/Type") == "/ExtGState":
            assert "/TR" not in each and each.get("/TR2", "/Default") == "/Default"


def test_the_seal_is_shown_and_printed_by_its_own_appearance():
    reader = PdfFileReader(io.BytesIO(one_sealed()))
    annotations = reader.root["/Pages"]["/Kids"][0]["/Annots"]
    assert len(annotations) == 1
    annotation = annotations[0]
    flags = annotation["/F"]
    # 6.3.2: printed (bit 3); not hidden, invisible, without view (bits 1, 2, 6).
    assert flags & 4 and not flags & (1 | 2 | 32)
    assert set(annotation["/AP"]) == {"/N"}
    assert annotation["/TU"] == "某某市住房公积金管理中心电子签章"
    form = reader.root["/AcroForm"]
    assert form["/SigFlags"] == 3 and len(form["/Fields"]) == 1


def test_signing_only_adds_and_leaves_every_byte_before_it():
    plain, signed = certificate_pdf(a_document()), one_sealed()
    assert signed.startswith(plain)
    # What was added is drawn by what is in the file: no stream that cannot be unpacked.
    for stream in re.findall(rb"/FlateDecode.*?stream\r?\n(.*?)\r?\nendstream", signed, re.DOTALL):
        zlib.decompressobj().decompress(stream)
