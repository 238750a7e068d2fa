"""Writes PDFs by hand: pages of given operators, and objects that no program would write."""

import hashlib
import zlib

FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_FILE_ID = b"0123456789abcdef"


def pdf(*objects, trailer="", version="1.7"):
    """Return a PDF of numbered objects, of which the first is the catalog."""
    out = bytearray(f"%PDF-{version}\n".encode())
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + _bytes(body) + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R{trailer}>>\n".encode()
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(data, entries="", packed=True):
    """Return a stream object, Flate-coded unless `packed` is False."""
    content = zlib.compress(_bytes(data)) if packed else _bytes(data)
    coded = "/Filter/FlateDecode" if packed else ""
    head = f"<</Length {len(content)}{coded}{entries}>>\nstream\n".encode()
    return head + content + b"\nendstream"


def page_of(content, resources=f"/Font<</F {FONT}>>", box="0 0 595 842", **more):
    """Return a PDF of one page with the given content stream."""
    return pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Resources<<{resources}>>/Contents 4 0 R"
        f"{more.pop('entries', '')}>>",
        content if isinstance(content, bytes) and content.startswith(b"<<") else stream(content),
        *more.pop("objects", ()),
        **more,
    )


def text(*placed, size=10):
    """Return operators that print (x, y, ASCII text)."""
    return "".join(f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n" for x, y, words in placed)


def songti(encoding):
    """Return a Song font by name alone, as old word processors left it to the reader."""
    return (
        f"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/{encoding}/DescendantFonts["
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/FontDescriptor<</Type/FontDescriptor"
        "/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
        "/Descent -120/CapHeight 880/StemV 93>>>>]>>"
    )


def grid(xs, ys):
    """Return operators that draw all rules of a grid."""
    level = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return level + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def encrypted(password, words):
    """Return a PDF with text operators behind a user password, RC4 of 40 bits."""
    owner = _rc4(hashlib.md5(_padded("owner")).digest()[:5], _padded(password))
    rights = -44
    seed = _padded(password) + owner + rights.to_bytes(4, "little", signed=True) + _FILE_ID
    key = hashlib.md5(seed).digest()[:5]
    number = key + (4).to_bytes(3, "little") + bytes(2)
    content = _rc4(hashlib.md5(number).digest()[:10], words.encode())
    objects = (
        f"<</Filter/Standard/V 1/R 2/P {rights}/O<{owner.hex()}>/U<{_rc4(key, _PADDING).hex()}>>>",
    )
    ending = f"/Encrypt 5 0 R/ID[<{_FILE_ID.hex()}><{_FILE_ID.hex()}>]"
    return page_of(stream(content, packed=False), objects=objects, trailer=ending)


def _padded(password):
    return (password.encode() + _PADDING)[:32]


def _rc4(key, data):
    state = list(range(256))
    swap = 0
    for place in range(256):
        swap = (swap + state[place] + key[place % len(key)]) % 256
        state[place], state[swap] = state[swap], state[place]
    out = bytearray()
    one = two = 0
    for byte in data:
        one = (one + 1) % 256
        two = (two + state[one]) % 256
        state[one], state[two] = state[two], state[one]
        out.append(byte ^ state[(state[one] + state[two]) % 256])
    return bytes(out)


def _bytes(data):
    return data.encode() if isinstance(data, str) else data
