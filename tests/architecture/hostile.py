"""Bodies that nobody should send, by name. Each is (content type, bytes)."""

import io
import struct
import zlib
from urllib.parse import quote

from PIL import Image

from tests import makers

BOUNDARY = "q"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
FORM = "application/x-www-form-urlencoded"
# Every field that any form of ours takes.
FIELDS = (
    "title body category kind ward lat lng address precision anonymous private key kept version source draft reason "
    "note "
    "department officer to sentence date subject voice view display_name bio login email password password1 code undo "
    "message next id words outcome answer until undo reply organisation name name_en sort about asks url since serves "
    "picture no_picture act role member named invitation evidence seen word does stage repository demo licence codes "
    "event challenge uses needs data_wanted issue role-0-title role-0-hours role-0-known role-0-code title_en photos "
    "title-0 about-0 title_en-0 about_en-0 issues-0 token hide areas left-0 top-0 width-0 height-0"
).split()
NUMBERS = ("lat", "lng", "version")


def form(**fields: str) -> bytes:
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in fields.items()).encode()


def part(name: str, content: bytes, *, filename: str = "", kind: str = "") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"'
    head += f'; filename="{filename}"' if filename else ""
    head += f"\r\nContent-Type: {kind}" if kind else ""
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"


def photo_form(content: bytes, filename: str = "IMG_1.jpg", kind: str = "image/jpeg") -> bytes:
    words = b"".join(part(name, value.encode()) for name, value in VALID.items())
    return words + part("photos", content, filename=filename, kind=kind) + f"--{BOUNDARY}--\r\n".encode()


VALID = {"title": "街灯が消えています", "category": "light", "ward": makers.KITA, "key": "hostile"}


def png_header(width: int, height: int) -> bytes:
    """A PNG of that size in 60 bytes: the picture itself is missing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


def png_bomb() -> bytes:
    """20,000 × 20,000 pixels in 50 kB."""
    out = io.BytesIO()
    Image.MAX_IMAGE_PIXELS, most = None, Image.MAX_IMAGE_PIXELS
    Image.new("1", (20000, 20000)).save(out, "PNG")
    Image.MAX_IMAGE_PIXELS = most
    return out.getvalue()


def webp_bomb() -> bytes:
    """16,383 × 16,383 pixels announced in a few bytes."""
    size = (16382) | (16382 << 14)
    data = b"\x2f" + struct.pack("<I", size) + b"\x88\x88\x08" + b"\x00" * 8
    body = b"WEBPVP8L" + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def text_bomb() -> bytes:
    """A PNG with a text chunk that unpacks to 200 MB."""
    packed = zlib.compress(b"a" * 200_000_000, 9)
    chunk = b"zTXtnote\x00\x00" + packed
    text = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    real = makers.picture(form="PNG")
    return real[:33] + text + real[33:]


# Cannot be read at all: 4xx and a sentence, at every address that takes a form.
UNREADABLE = {
    "multipart without a boundary": ("multipart/form-data", photo_form(b"x")),
    "multipart with another boundary": ("multipart/form-data; boundary=zzz", photo_form(b"x")),
    "multipart cut in a header": (MULTIPART, photo_form(makers.picture())[:60]),
    "multipart with a broken transfer encoding": (
        MULTIPART,
        part("title", b"%%%").replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n") + b"--q--\r\n",
    ),
    "2.5 MB of one text": (FORM, form(title="あ" * 280_000, body="x" * 2_000_000)),
    "a thousand fields": (FORM, "&".join(f"f{n}=1" for n in range(1000)).encode()),
    "shift_jis form": (f"{FORM}; charset=shift_jis", "title=街灯".encode("shift_jis")),
    "utf-7 form": (f"{FORM}; charset=utf-7", b"title=+hhVwbw-"),
    "utf-16 multipart": (f"{MULTIPART}; charset=utf-16", photo_form(b"x")),
}
# Can be read, and must be refused in words or ignored, never broken by.
STRANGE = {
    "NUL in every field": (FORM, form(**dict.fromkeys(FIELDS, "a\x00b"))),
    "lone surrogates and overlong bytes": (FORM, b"&".join(name.encode() + b"=%ed%a0%80%c0%af%ff" for name in FIELDS)),
    "controls and tricks": (FORM, form(**dict.fromkeys(FIELDS, "\u202e\u200b\ufeff\x01\x1b\x7f"))),
    "1.9 MB of text": (FORM, form(title="x", body="x" * 1_900_000)),
    "long values everywhere": (FORM, form(**dict.fromkeys(FIELDS, "9" * 5000))),
    "numbers that are none": (FORM, form(**dict.fromkeys(NUMBERS, "nan"), title="x", category="light")),
    "numbers without end": (FORM, form(**dict.fromkeys(NUMBERS, "1e999"), title="x", category="light")),
    "huge integers": (FORM, form(version="9" * 400, officer="9" * 40, department="9" * 40, message="9" * 400)),
    "markup everywhere": (FORM, form(**dict.fromkeys(FIELDS, '"><script>alert(1)</script>'))),
    "combining marks": (FORM, form(**dict.fromkeys(FIELDS, "e" + "\u0301" * 300))),
    "queries everywhere": (FORM, form(**dict.fromkeys(FIELDS, "' OR 1=1 --\" ; DROP TABLE issues_issue; %s {0}"))),
    "json": ("application/json", b'{"title": {"$ne": null}}'),
    "json of no form": ("application/json", b'{"body": {"$ne": null}, "key": [1e999, NaN]}'),
    "json with halves of characters": ("application/json", rb'{"body": "\ud800\u0000", "key": "\udfff"}'),
    "json with markup": ("application/json", b'{"body": "<script>alert(1)</script>", "key": "<script>alert(1)"}'),
    "json without an end": ("application/json", b"[" * 60_000),
    "json with a number without end": ("application/json", b'{"body": "x", "key": ' + b"9" * 60_000 + b"}"),
    "nothing": (FORM, b""),
    "empty multipart": (MULTIPART, f"--{BOUNDARY}--\r\n".encode()),
    "no content type": ("", b"title=x"),
    "xml": ("text/xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
}
PHOTOS = {
    "text as a photo": b"this is not a picture",
    "empty file": b"",
    "only a PNG's head": png_header(10, 10),
    "a PNG head of 60,000 × 60,000": png_header(60000, 60000),
    "a PNG bomb": png_bomb(),
    "a WebP bomb": webp_bomb(),
    "a JPEG cut in half": makers.picture((1200, 900))[:4000],
    "an SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "HTML behind a GIF head": b"GIF89a<script>alert(1)</script>",
    "a TIFF": makers.picture(form="TIFF"),
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n showpage",
}
