"""Unpacking bodies and reading them as text and JSON."""

import gzip
import zlib
from collections.abc import AsyncIterator, Callable

import brotli
import pytest
from backports import zstd

from flow_builder.errors import NodeError
from flow_builder.network.decode import json_of, text_of, unpacked

TEXT = b"".join(b"line %d\n" % number for number in range(50_000))


async def pieces(data: bytes, size: int = 1_000) -> AsyncIterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def unpack(data: bytes, encoding: str, size: int = 1_000) -> bytes:
    return b"".join([piece async for piece in unpacked(pieces(data, size), encoding)])


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize("size", [1, 7, 1_000, 10_000_000])
@pytest.mark.parametrize(
    ("encoding", "packed", "plain"),
    [
        ("", TEXT[:5_000], TEXT[:5_000]),
        ("identity", TEXT[:5_000], TEXT[:5_000]),
        ("gzip", gzip.compress(TEXT, mtime=0), TEXT),
        ("X-GZip", gzip.compress(b"", mtime=0), b""),
        ("gzip", gzip.compress(TEXT[:9], mtime=0) + gzip.compress(TEXT, mtime=0), TEXT[:9] + TEXT),
        ("gzip", gzip.compress(b"x", mtime=0) + b"\0\0\0\0", b"x"),
        ("deflate", zlib.compress(TEXT), TEXT),
        ("deflate", raw_deflate(TEXT), TEXT),
        ("gzip", b"", b""),
        ("br", brotli.compress(TEXT, quality=5), TEXT),
        ("br", brotli.compress(b""), b""),
        ("br", b"", b""),
        ("zstd", zstd.compress(TEXT), TEXT),
        ("zstd", zstd.compress(TEXT[:9]) + zstd.compress(TEXT), TEXT[:9] + TEXT),
        ("zstd", b"", b""),
    ],
)
async def test_bodies_are_unpacked_however_they_are_cut(encoding: str, packed: bytes, plain: bytes, size: int) -> None:
    assert await unpack(packed, encoding, size) == plain


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("br", b"x"),
        ("gzip, gzip", gzip.compress(gzip.compress(b"x", mtime=0), mtime=0)),
        ("gzip", b"plain text"),
        ("deflate", b"plain text"),
        ("gzip", gzip.compress(TEXT, mtime=0)[:-20]),
        ("gzip", gzip.compress(TEXT, mtime=0)[:500] + b"garbage" * 100),
        ("br", brotli.compress(TEXT, quality=5)[:-20]),
        ("zstd", b"plain text"),
        ("zstd", zstd.compress(TEXT)[:-20]),
        ("zstd", zstd.compress(b"x" * 20_000_000, options={zstd.CompressionParameter.window_log: 24})),
        ("compress", b"x"),
    ],
)
async def test_what_cannot_be_unpacked_is_a_clear_error(encoding: str, packed: bytes) -> None:
    with pytest.raises(NodeError) as failed:
        await unpack(packed, encoding)
    assert failed.value.code == "http.encoding"


@pytest.mark.parametrize(
    ("encoding", "pack", "largest"),
    [("gzip", gzip.compress, 65_536), ("br", brotli.compress, 131_072), ("zstd", zstd.compress, 65_536)],
)
async def test_a_bomb_comes_in_small_pieces(encoding: str, pack: Callable[[bytes], bytes], largest: int) -> None:
    bomb = pack(b"\0" * 20_000_000)
    assert max([len(piece) async for piece in unpacked(pieces(bomb, 1_000_000), encoding)]) <= largest


@pytest.mark.parametrize(
    ("content", "content_type", "charset", "text"),
    [
        ("grün".encode(), "", None, "grün"),
        ("grün".encode("latin-1"), "text/plain; charset=iso-8859-1", None, "grün"),
        ("€".encode("cp1252"), "text/html; charset=ISO-8859-1", None, "€"),
        (b"\x81", "text/plain; charset=latin1", None, "\x81"),
        ("привет".encode("koi8-r"), "text/plain", "koi8-r", "привет"),
        ("привет".encode("cp1251"), 'text/html; charset="windows-1251"', None, "привет"),
        ("\ufeffgrün".encode(), "text/plain; charset=utf-8", None, "grün"),
        ("grün".encode("utf-16"), "text/plain", None, "grün"),
        ("\ufeffgrün".encode(), "", "utf-8", "grün"),
        ('<meta charset="koi8-r">привет'.encode("koi8-r"), "text/html", None, '<meta charset="koi8-r">привет'),
        (
            '<?xml version="1.0" encoding="latin1"?>ü'.encode("latin-1"),
            "text/xml",
            None,
            '<?xml version="1.0" encoding="latin1"?>ü',
        ),
        ("日本".encode("shift_jis"), "text/html; charset=Shift_JIS", None, "日本"),
    ],
)
def test_text_is_read_in_its_character_set(content: bytes, content_type: str, charset: str | None, text: str) -> None:
    assert text_of(content, content_type, charset) == text


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (b"gr\xfcn", "text/plain"),
        (b"gr\xfcn", "text/plain; charset=utf-8"),
        (b"x", "text/plain; charset=klingon"),
        (b"x", "text/plain; charset=zlib"),
        (b"x", "text/plain; charset=idna"),
        (b"\\x41", "text/plain; charset=unicode_escape"),
    ],
)
def test_text_that_does_not_fit_its_character_set_is_a_clear_error(content: bytes, content_type: str) -> None:
    with pytest.raises(NodeError) as failed:
        text_of(content, content_type)
    assert failed.value.code == "http.charset"
    assert "charset" in (failed.value.hint or "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"{'a': 1}",
        b"[1,]",
        b"NaN",
        b"[Infinity]",
        b'"\\ud800"',
        b"[" * 100_000,
        b"<html>",
        b"1" * 5_000 + b"x",
    ],
)
def test_what_is_no_json_is_a_clear_error(content: bytes) -> None:
    with pytest.raises(NodeError) as failed:
        json_of(content)
    assert failed.value.code == "http.json"


def test_json_is_read() -> None:
    assert json_of('{"a": ["ü", 1.5, null, true]}'.encode()) == {"a": ["ü", 1.5, None, True]}
