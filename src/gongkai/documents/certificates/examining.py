"""A PDF that somebody hands in: whose signatures are on it, and whether they still hold.

Only signature dictionaries are looked at, as they stand in the bytes: nothing is unpacked, so that
no file can grow while it is read.
"""

import re
from collections.abc import Collection
from hashlib import sha256
from typing import NamedTuple

from asn1crypto import cms
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

LARGEST = 4 << 20
"""The most bytes that are looked at; a certificate has about a twentieth of it."""

_RANGE = re.compile(
    rb"/ByteRange\s{0,8}\[\s{0,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{1,8}(\d{1,10})\s{0,8}\]"
)
_MOST_SIGNATURES = 8
_LONGEST_CONTENTS = 1 << 18


class FoundSignature(NamedTuple):
    """A signature on a file.

    :param fingerprint: SHA-256 of the signer's certificate in hexadecimal, "" if it has none
    :param is_intact: whether what it covers is what was signed
    :param covers_all: whether it covers the file to its last byte
    :param has_stamp: whether a time stamp goes with it
    """

    fingerprint: str
    is_intact: bool
    covers_all: bool
    has_stamp: bool


class Examined(NamedTuple):
    """What a file is: its digest, its signatures, and the numbers it claims to have."""

    sha256: str
    is_pdf: bool
    signatures: tuple[FoundSignature, ...]
    numbers: tuple[str, ...]


def examine(content: bytes, prefixes: Collection[str]) -> Examined:
    """Return what a file is, whatever it is; never raises for its content.

    :param prefixes: what numbers of certificates begin with
    """
    digest = sha256(content).hexdigest()
    if not content.startswith(b"%PDF-"):
        return Examined(digest, False, (), ())
    begun = "|".join(re.escape(each) for each in sorted(prefixes))
    number = re.compile(rf"(?:{begun})[0-9]{{4}}-[0-9]{{6}}".encode())
    numbers = dict.fromkeys(each.decode() for each in number.findall(content)[:50])
    ranges = [tuple(map(int, each)) for each in _RANGE.findall(content)[:_MOST_SIGNATURES]]
    found = (_signature(content, *each) for each in ranges)
    return Examined(digest, True, tuple(each for each in found if each), tuple(numbers))


def _signature(
    content: bytes, start: int, first: int, second_start: int, second: int
) -> FoundSignature | None:
    end = second_start + second
    held = second_start - first
    if start or not 2 < held < _LONGEST_CONTENTS or end > len(content):
        return FoundSignature("", False, False, False)
    try:
        written = content[first:second_start]
        if written[:1] != b"<" or written[-1:] != b">":
            return FoundSignature("", False, False, False)
        data = cms.ContentInfo.load(bytes.fromhex(written[1:-1].decode("ascii")))
        signed: cms.SignedData = data["content"]
        signer = extract_signer_info(signed)
        own = extract_certificate_info(signed).signer_cert
        whole = sha256(content[:first] + content[second_start:end]).digest()
        same, valid = validate_sig_integrity(
            signer, own, expected_content_type="data", actual_digest=whole
        )
        fingerprint = sha256(own.dump()).hexdigest()
        return FoundSignature(
            fingerprint, bool(same and valid), end == len(content), _has_stamp(signer)
        )
    except Exception:
        # Whatever is wrong inside, it is no signature that holds.
        return FoundSignature("", False, False, False)


def _has_stamp(signer: cms.SignerInfo) -> bool:
    kinds = (each["type"].native for each in signer["unsigned_attrs"])
    return "signature_time_stamp_token" in kinds
