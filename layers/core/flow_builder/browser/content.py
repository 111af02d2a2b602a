"""What a file is by its content; its name and what a server says about it may be wrong."""

import io
import json
import re
import zipfile

HTML = "text/html"
PLAIN = "text/plain"
UNKNOWN = "application/octet-stream"

_SAMPLE = 64 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument"
_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"%PDF-", "application/pdf"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (0, b"BM", "image/bmp"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"\x00\x00\x01\x00", "image/vnd.microsoft.icon"),
    (4, b"ftypavif", "image/avif"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (8, b"WAVE", "audio/wav"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (257, b"ustar", "application/x-tar"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"PAR1", "application/vnd.apache.parquet"),
    (0, b"wOFF", "font/woff"),
    (0, b"wOF2", "font/woff2"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
)
"""(offset, bytes, content type). Legacy Office files (doc, xls, ppt, msg) are all OLE storages."""
_IN_ZIP = {
    "xl/workbook.xml": f"{_OFFICE}.spreadsheetml.sheet",
    "xl/workbook.bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
    "word/document.xml": f"{_OFFICE}.wordprocessingml.document",
    "ppt/presentation.xml": f"{_OFFICE}.presentationml.presentation",
}
"""Parts that tell what a zip file really is."""
_TAGS = re.compile(r"<(?:!doctype\s+html|html|head|body|title|script|meta|h1|div|table|p)\b", re.IGNORECASE)
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEPARATORS = ",;\t|"


def content_type(data: bytes) -> str:
    """Returns the content type that a file's bytes show: as precise as they allow, `application/octet-stream` at worst.

    CSV is told by its separators; what is text and nothing else is `text/plain`.
    """
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    for offset, signature, kind in _SIGNATURES:
        if data.startswith(signature, offset):
            return kind
    text = _text(data[:_SAMPLE], whole=len(data) <= _SAMPLE)
    return UNKNOWN if text is None else _kind_of_text(text, whole=len(data) <= _SAMPLE)


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:  # noqa: PLR2004 - OpenDocument, EPUB
                return archive.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return "application/zip"
    return next((kind for part, kind in _IN_ZIP.items() if part in names), "application/zip")


def _text(sample: bytes, *, whole: bool) -> str | None:
    """Returns the sample as text, or None when it is none; empty data is not text."""
    if not sample:
        return None
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return sample[: len(sample) // 2 * 2].decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            # The sample may end within a character.
            text = sample.decode(encoding) if whole else sample[:-3].decode(encoding, "ignore")
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _kind_of_text(text: str, *, whole: bool) -> str:
    start = _COMMENTS.sub("", text.lstrip("\ufeff \t\r\n")).lstrip()
    if start.startswith("<"):
        if start.startswith("<?xml"):
            start = start.partition("?>")[2].lstrip()
            return "image/svg+xml" if start.startswith("<svg") else HTML if _is_html(start) else "application/xml"
        return (
            "image/svg+xml" if start.startswith("<svg") else HTML if _TAGS.search(start[:2_000]) else "application/xml"
        )
    if start.startswith(("{", "[")) and _is_json(start, whole=whole):
        return "application/json"
    return "text/csv" if _is_csv(text) else PLAIN


def _is_html(start: str) -> bool:
    return start[:20].lower().startswith(("<!doctype html", "<html"))


def _is_json(start: str, *, whole: bool) -> bool:
    if not whole:
        return re.match(r'[\[{]\s*["\[{\]}\d-]', start) is not None
    try:
        json.loads(start)
    except ValueError:
        return False
    return True


def _is_csv(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()][:10]
    if not lines:
        return False
    counts = {mark: [line.count(mark) for line in lines] for mark in _SEPARATORS}
    return any(found[0] > 0 and len(set(found)) == 1 and len(found) > 1 for found in counts.values())
