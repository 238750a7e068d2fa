"""Parts of a file asked for by range of bytes (RFC 9110 §14), so that a film can be wound on."""

import re
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse

_ONE = re.compile(r"bytes=[ \t]*(?P<first>[0-9]{0,18})-(?P<last>[0-9]{0,18})[ \t]*", re.IGNORECASE)


class ByteRange(NamedTuple):
    """Bytes from `first` to `last`, both counted in, of a file."""

    first: int
    last: int


class OutOfRange(ValueError):
    """No byte of the range asked for is in the file."""


def range_of(header: str, size: int) -> ByteRange | None:
    """Return the bytes that a Range header asks for of a file of a size.

    None where the whole file is the answer: another unit, several ranges, or no range at all.

    :raises OutOfRange: if the file ends before the range begins
    """
    found = _ONE.fullmatch(header)
    if found is None or not (found["first"] or found["last"]):
        return None
    if not found["first"]:
        length = min(int(found["last"]), size)
        if length == 0:
            raise OutOfRange(header)
        return ByteRange(size - length, size - 1)
    first = int(found["first"])
    last = int(found["last"]) if found["last"] else size - 1
    if found["last"] and last < first:
        return None
    if first >= size:
        raise OutOfRange(header)
    return ByteRange(first, min(last, size - 1))


def ranged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return the part asked for of an answer that holds a whole file and its ETag.

    A part is given only while the file is the one that the visitor has the rest of (If-Range).
    """
    response["Accept-Ranges"] = "bytes"
    header = request.headers.get("Range", "")
    if request.method != "GET" or response.status_code != 200 or not header:
        return response
    held = request.headers.get("If-Range")
    # A date names no version of ours, and a weak ETag no bytes (§13.1.5).
    if held is not None and held.strip() != response.get("ETag"):
        return response
    content, size = response.content, len(response.content)
    try:
        part = range_of(header, size)
    except OutOfRange:
        refusal = HttpResponse(status=416, content_type="text/plain; charset=utf-8")
        refusal["Content-Range"] = f"bytes */{size}"
        refusal["Accept-Ranges"] = "bytes"
        return refusal
    if part is None:
        return response
    response.content = content[part.first : part.last + 1]
    response.status_code = 206
    response["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    return response
