"""The contents of the files, a pure function of a seed."""

import csv
import hashlib
import io
import random
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

LARGE_BYTES = 10_000_000
_BLOCK = 1_000_000
SLOW_LINES = 20
_MADE = datetime(2026, 11, 1)  # noqa: DTZ001 - workbooks and archives know no time zones
_PLACES = ("Havn", "Ribe", "Sligo", "Faro", "Tavira")


class Files:
    """Makes each file once, when it is first asked for."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    @cached_property
    def rows(self) -> list[list[str | int]]:
        """The measurements of csv, xlsx and pdf: number, place, value."""
        dice = random.Random(f"files {self.seed}")  # noqa: S311 - made-up figures
        return [[number, dice.choice(_PLACES), dice.randint(1, 999)] for number in range(1, 41)]

    @cached_property
    def csv(self) -> bytes:
        """A table as UTF-8 text."""
        text = io.StringIO()
        csv.writer(text).writerows([["number", "place", "value"], *self.rows])
        return text.getvalue().encode()

    @cached_property
    def xlsx(self) -> bytes:
        """The same table as a workbook."""
        from openpyxl import Workbook

        book = Workbook()
        book.properties.created = book.properties.modified = _MADE
        sheet = book.active
        assert sheet is not None
        sheet.title = "Measurements"
        sheet.append(["Number", "Place", "Value"])
        for row in self.rows:
            sheet.append(row)
        data = io.BytesIO()
        book.save(data)
        return data.getvalue()

    @cached_property
    def zip(self) -> bytes:
        """An archive with two files, one of them in a folder."""
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in (("measurements.csv", self.csv), ("about/readme.txt", self.note)):
                archive.writestr(zipfile.ZipInfo(name, _MADE.timetuple()[:6]), content)
        return data.getvalue()

    @cached_property
    def note(self) -> bytes:
        """A short text."""
        return f"The archive of the coast, state {self.seed}.\nKept since 1931; café, naïve, Ærø.\n".encode()

    @cached_property
    def pdf(self) -> bytes:
        """A page with a heading and the first measurements."""
        lines = [
            "Measurements of the coast",
            *(f"{number}   {place}   {value}" for number, place, value in self.rows[:20]),
        ]
        return _pdf(lines)

    @cached_property
    def slow(self) -> bytes:
        """What the slow download sends, a line at a time."""
        return b"".join(b"line %02d of %02d\n" % (number, SLOW_LINES) for number in range(1, SLOW_LINES + 1))

    @cached_property
    def _block(self) -> bytes:
        return random.Random(f"large {self.seed}").randbytes(_BLOCK)  # noqa: S311 - bytes that do not compress

    def large(self) -> Iterator[bytes]:
        """Yields 10 MB in pieces."""
        for _ in range(LARGE_BYTES // _BLOCK):
            yield self._block

    @cached_property
    def large_sha256(self) -> str:
        """The hash of the 10 MB."""
        digest = hashlib.sha256()
        for piece in self.large():
            digest.update(piece)
        return digest.hexdigest()


def _pdf(lines: list[str]) -> bytes:
    """Returns a PDF of one A4 page with lines of ASCII text."""
    text = " ".join(f"({line}) Tj T*" for line in lines)
    content = f"BT /F1 14 Tf 22 TL 72 770 Td {text} ET".encode("ascii")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    data = bytearray(b"%PDF-1.4\n")
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(data)
