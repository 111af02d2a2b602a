"""Looks for a secret in everything a folder holds: files, pages of SQLite, packed values, and what is packed in those."""

import base64
import gzip
import html
import io
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

_DEEPEST = 4


def written(secret: str) -> dict[str, bytes]:
    """Returns the ways to write a secret that must not be found, by what they are called."""
    raw = secret.encode()
    ways = {
        "verbatim": secret,
        "url": quote(secret, safe=""),
        "url, slashes kept": quote(secret),
        "form": quote_plus(secret),
        "json": json.dumps(secret)[1:-1],
        "json, not ascii": json.dumps(secret, ensure_ascii=False)[1:-1],
        "json in json": json.dumps(json.dumps(secret)[1:-1])[1:-1],
        "html": html.escape(secret),
        "hex": raw.hex(),
        "hex, upper case": raw.hex().upper(),
    }
    for shift in range(3):
        # Without the characters that what stands around it decides, too.
        start, end = -(-shift * 8 // 6), (shift + len(raw)) * 8 // 6
        ways[f"base64 from {shift}"] = base64.b64encode(b"\0" * shift + raw)[start:end].decode()
        ways[f"url-safe base64 from {shift}"] = base64.urlsafe_b64encode(b"\0" * shift + raw)[start:end].decode()
    return {name: text.encode() for name, text in ways.items()}


def remains(folder: Path, secret: str) -> set[tuple[str, str]]:
    """Returns (file, way it is written) of each trace of a secret."""
    ways = written(secret)
    return {
        (str(path.relative_to(folder)), name)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for data in _layers(path.read_bytes(), path)
        for name, way in ways.items()
        if way in data
    }


def _layers(data: bytes, path: Path | None = None, depth: int = 0) -> Iterator[bytes]:
    """Yields bytes and what is packed in them."""
    yield data
    if depth == _DEEPEST:
        return
    for packed in _unpacked(data):
        yield from _layers(packed, None, depth + 1)
    if path is not None and data.startswith(b"SQLite format 3"):
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                for row in database.execute(f'SELECT * FROM "{table}"'):
                    for value in row:
                        if isinstance(value, str | bytes):
                            raw = value.encode() if isinstance(value, str) else value
                            yield from _layers(raw, None, depth + 1)
        database.close()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data[:1] in b'{["' and data:
        try:
            yield from (text.encode("utf-8", "surrogatepass") for text in _texts(json.loads(data)))
        except ValueError:
            return
    if data.startswith(b"\x1f\x8b"):
        yield gzip.decompress(data)
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    if data[:1] == b"\x78":
        try:
            yield zlib.decompress(data)
        except zlib.error:
            return
