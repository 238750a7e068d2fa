"""A file that comes back: any single bit that differs is found, and no file harms who looks."""

import io
import random
import zlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents.certificates.made import (
    NUMBER,
    a_document,
    key_file,
    made_key,
    one_sealed,
    sealed,
)
from gongkai.documents.certificates.examining import examine
from gongkai.documents.certificates.keys import key_facts
from gongkai.documents.certificates.pdf import certificate_pdf

PREFIXES = ("JC", "JQ", "YD", "DW")


def holds(found):
    """Tell whether a file has a signature of ours that holds for all of it."""
    ours = key_facts(made_key().certificate).fingerprint
    return any(
        each.is_intact and each.covers_all and each.fingerprint == ours for each in found.signatures
    )


def test_no_flipped_bit_anywhere_leaves_the_digest_as_it_was():
    original = one_sealed()
    wanted = examine(original, PREFIXES).sha256
    changed = bytearray(original)
    for place in range(len(original)):
        changed[place] ^= 1 << (place % 8)
        assert sha256(changed).hexdigest() != wanted, place
        changed[place] ^= 1 << (place % 8)
    assert sha256(changed).hexdigest() == wanted


def test_flipped_bits_outside_the_signature_break_it():
    original = one_sealed()
    begin = original.rindex(b"/Contents <") + len("/Contents <")
    end = original.index(b">", begin)
    for place in [*range(0, begin - 1, 97), *range(end + 1, len(original), 7)]:
        changed = bytearray(original)
        changed[place] ^= 1 << (place % 8)
        assert not holds(examine(bytes(changed), PREFIXES)), place


def test_flipped_bits_inside_the_signature_never_hide_that_the_file_differs():
    original, seen = one_sealed(), examine(one_sealed(), PREFIXES)
    begin = original.rindex(b"/Contents <") + len("/Contents <")
    for place in range(begin, original.index(b">", begin), 61):
        changed = bytearray(original)
        changed[place] ^= 1
        assert examine(bytes(changed), PREFIXES).sha256 != seen.sha256


def test_a_stripped_signature_leaves_the_number_and_no_signature():
    found = examine(certificate_pdf(a_document()), PREFIXES)
    assert found.is_pdf and not found.signatures and found.numbers == (NUMBER,)


def test_another_key_signs_what_ours_signed():
    stranger = examine(sealed(key=made_key("别的机关")), PREFIXES)
    assert not holds(stranger) and stranger.signatures[0].is_intact


def test_text_changed_in_an_update_is_seen():
    writer = IncrementalPdfFileWriter(io.BytesIO(one_sealed()))
    page = writer.root["/Pages"]["/Kids"][0]
    stream = writer.import_object(page["/Contents"])
    stream._data = b"BT ET"
    page[next(name for name in page if name == "/Contents")] = writer.add_object(stream)
    writer.update_container(page)
    output = io.BytesIO()
    writer.write(output)
    found = examine(output.getvalue(), PREFIXES)
    assert not holds(found) and found.signatures[0].is_intact


@pytest.mark.parametrize("ends", [b"\n", b"%%EOF\n", b"\0" * 1000, one_sealed()])
def test_whatever_is_appended_is_seen(ends):
    found = examine(one_sealed() + ends, PREFIXES)
    assert not holds(found)


BOMB = zlib.compress(bytes(50 << 20), 9)
HOSTILE = [
    b"", b"%", b"%PDF-", b"%PDF-1.7", b"PK\x03\x04", key_file(), b"\xff" * 4096,
    b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + BOMB,
    b"%PDF-1.7 /ByteRange [0 1 2 3]", b"%PDF-1.7 /ByteRange [0 10 99999999 1]",
    b"%PDF-1.7 /ByteRange [0 9999999999 9999999999 9999999999]",
    b"%PDF-1.7 /ByteRange [5 6 7 8] /Contents <>", b"%PDF-1.7 /ByteRange [0 9 12 2]<>>xx",
    b"%PDF-1.7 " + b"/ByteRange [0 10 20 10]" * 5000,
    b"%PDF-1.7 /ByteRange [" + b" " * 100_000 + b"0",
    b"%PDF-1.7 " + b"JC2024-000012 " * 100_000,
    one_sealed()[: len(one_sealed()) // 2], one_sealed()[-20_000:],
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_no_file_is_taken_for_ours_and_none_harms(content):
    found = examine(content, PREFIXES)
    assert not holds(found) and len(found.numbers) <= 50 and len(found.signatures) <= 8


@given(st.binary(max_size=400), st.integers(0, 2**32))
def test_bytes_at_random_in_a_signature_never_hold(noise, seed):
    original = bytearray(one_sealed())
    place = random.Random(seed).randrange(9, len(original) - len(noise) - 1)
    original[place : place + len(noise)] = noise
    changed = bytes(original)
    found = examine(changed, PREFIXES)
    assert found.sha256 != examine(one_sealed(), PREFIXES).sha256 or changed == one_sealed()
