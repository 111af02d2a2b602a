"""Bodies of responses: unpacked without ever holding more than asked for, and read as text or JSON."""

import codecs
import re
import sys
import zlib
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import Any, Protocol

from flow_builder.errors import NodeError

_STEP = 64 * 1024
_GZIP_MARK = b"\x1f"
_HEADER_BYTES = 2
_AUTO_HEADER = 32 + zlib.MAX_WBITS
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]+)", re.IGNORECASE)
_META_BYTES = 1024
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NOT_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
_NAMED_LATIN = frozenset({"iso8859-1", "ascii"})


async def unpacked(chunks: AsyncIterator[bytes], encoding: str) -> AsyncGenerator[bytes, None]:
    """Yields a body without its Content-Encoding, in pieces of at most 64 KiB or little more, so that a bomb can be stopped.

    Understands gzip, deflate, br and zstd, one layer of them; anything else is NodeError `http.encoding`.
    """
    layers = [each for part in encoding.lower().split(",") if (each := part.strip()) not in {"", "identity"}]
    if not layers:
        async for chunk in chunks:
            yield chunk
        return
    if len(layers) > 1 or layers[0] not in _UNPACKERS:
        raise NodeError(f"The response is encoded as {encoding!r}, which is not supported.", code="http.encoding")
    unpacker = _UNPACKERS[layers[0]]()
    try:
        async for chunk in chunks:
            data = chunk
            while data or unpacker.more:
                piece, data = unpacker.step(data)
                if piece:
                    yield piece
    except unpacker.errors as error:
        raise NodeError(f"The response is not valid {layers[0]}.", code="http.encoding") from error
    if unpacker.unfinished:
        raise NodeError(f"The response's {layers[0]} data ends early.", code="http.encoding", retryable=True)


class _Unpacker(Protocol):
    """Unpacks with a limit on every step.

    Attributes:
        errors: What it raises for data that is not of its kind.
        more: Whether output may be left although all input has been taken.
    """

    errors: tuple[type[Exception], ...]
    more: bool

    @property
    def unfinished(self) -> bool:
        """Whether more input is missing."""
        ...

    def step(self, data: bytes) -> tuple[bytes, bytes]:
        """Returns at most 64 KiB of output and the input not yet used."""
        ...


class _Inflater:
    """zlib with a limit on every step; goes on over the members of a multi-member gzip file."""

    errors: tuple[type[Exception], ...] = (zlib.error,)

    def __init__(self, *, raw_allowed: bool = False) -> None:
        self._zlib = zlib.decompressobj(_AUTO_HEADER)
        self._raw_allowed = raw_allowed
        self._head = b""
        self._started = False
        self._over = False
        self.more = False

    @property
    def unfinished(self) -> bool:
        """Whether more input is missing."""
        return self._started and not self._over and not self._zlib.eof

    def step(self, data: bytes) -> tuple[bytes, bytes]:
        """Returns at most 64 KiB of output and the input not yet used."""
        if data and self._zlib.eof:
            self._over = self._over or not data.startswith(_GZIP_MARK)  # else it is padding
            self._zlib = self._zlib if self._over else zlib.decompressobj(_AUTO_HEADER)
        if self._over:
            return b"", b""
        piece = self._decompress(data)
        self.more = len(piece) == _STEP and not self._zlib.eof
        return piece, self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail

    def _decompress(self, data: bytes) -> bytes:
        self._started = True
        before, self._head = self._head, (self._head + data)[:_HEADER_BYTES]
        try:
            return self._zlib.decompress(data, _STEP)
        except zlib.error:
            if not self._raw_allowed or len(before) == _HEADER_BYTES:
                raise
            self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)  # many servers mean raw deflate by "deflate"
            return self._zlib.decompress(before + data, _STEP)


class _Brotli:
    """Brotli with a limit on every step."""

    def __init__(self) -> None:
        import brotli

        self.errors: tuple[type[Exception], ...] = (brotli.error,)
        self._brotli = brotli.Decompressor()
        self._started = False
        self.more = False

    @property
    def unfinished(self) -> bool:
        """Whether more input is missing."""
        return self._started and not self._brotli.is_finished()

    def step(self, data: bytes) -> tuple[bytes, bytes]:
        """Returns some output; all input is taken."""
        self._started = True
        piece: bytes = self._brotli.process(data, output_buffer_limit=_STEP)
        self.more = len(piece) >= _STEP or not self._brotli.can_accept_more_data()
        return piece, b""


class _Zstd:
    """Zstandard with a limit on every step and on the window, which RFC 9659 has at 8 MiB for HTTP."""

    def __init__(self) -> None:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd

        self.errors: tuple[type[Exception], ...] = (zstd.ZstdError,)
        self._new: Callable[[], Any] = lambda: zstd.ZstdDecompressor(
            options={zstd.DecompressionParameter.window_log_max: 23}
        )
        self._zstd = self._new()
        self._started = False
        self.more = False

    @property
    def unfinished(self) -> bool:
        """Whether more input is missing."""
        return self._started and not self._zstd.eof

    def step(self, data: bytes) -> tuple[bytes, bytes]:
        """Returns at most 64 KiB of output and what follows the end of a frame."""
        if self._zstd.eof:
            self._zstd = self._new()
        self._started = True
        piece: bytes = self._zstd.decompress(data, _STEP)
        self.more = not self._zstd.eof and not self._zstd.needs_input
        return piece, self._zstd.unused_data if self._zstd.eof else b""


_UNPACKERS: dict[str, Callable[[], _Unpacker]] = {
    "gzip": _Inflater,
    "x-gzip": _Inflater,
    "deflate": lambda: _Inflater(raw_allowed=True),
    "br": _Brotli,
    "zstd": _Zstd,
}


def text_of(content: bytes, content_type: str = "", charset: str | None = None) -> str:
    """Returns a body as text.

    The encoding is the one asked for, else a byte order mark's, else the Content-Type's, else the one an HTML or XML
    document states in its first 1,024 bytes, else UTF-8. What the web calls ISO-8859-1 is read as Windows-1252.
    Raises NodeError `http.charset` when the encoding is unknown or the bytes do not fit it.
    """
    name = charset or _marked(content) or _declared(content_type) or _stated(content, content_type) or "utf-8"
    try:
        return _decoded(content, name)
    except LookupError as error:
        raise NodeError(
            f"The response is in an unknown character set, {name!r}.",
            code="http.charset",
            hint="Set `charset` on the node.",
        ) from error
    except UnicodeError as error:
        raise NodeError(
            f"The response is not valid {name}.",
            code="http.charset",
            hint="Set `charset` on the node (such as windows-1252), or take the response as an artifact.",
            details={"charset": name},
        ) from error


def _decoded(content: bytes, name: str) -> str:
    codec = codecs.lookup(name)
    if codec.name.replace("-", "_") in _NOT_CHARSETS:
        raise LookupError(name)
    if codec.name in _NAMED_LATIN:
        return _latin(content)
    return content.decode(codec.name).removeprefix("\ufeff")


def _latin(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:  # five bytes have no meaning there
        return content.decode("latin-1")


def _marked(content: bytes) -> str | None:
    return next((name for mark, name in _BOMS if content.startswith(mark)), None)


def _declared(content_type: str) -> str | None:
    found = _CHARSET.search(content_type)
    return found[1] if found else None


def _stated(content: bytes, content_type: str) -> str | None:
    head = content[:_META_BYTES].decode("latin-1")
    if "html" in content_type and (found := re.search(r"<meta[^>]+" + _CHARSET.pattern, head, re.IGNORECASE)):
        return found[1]
    if "xml" in content_type and (found := re.search(r"<\?xml[^>]+encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)", head)):
        return found[1]
    return None


def json_of(content: bytes, content_type: str = "", charset: str | None = None) -> Any:
    """Returns a body as a JSON value; NodeError `http.json` when it is none, with where it goes wrong."""
    from pydantic_core import from_json

    text = text_of(content, content_type, charset)
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        raise NodeError(
            f"The response is not valid JSON: {error}.", code="http.json", details={"body": text[:200]}
        ) from error
