"""Files are what their bytes show, and are held against what a step expects."""

import gzip
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from flow_builder.browser.content import content_type
from flow_builder.browser.expected import Expected, Received, judged
from flow_builder.errors import FlowBuilderError


def workbook() -> bytes:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


def zipped(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    return target.getvalue()


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "application/octet-stream"),
        (b"%PDF-1.7\n", "application/pdf"),
        (PNG, "image/png"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (workbook(), XLSX),
        (zipped(a="x"), "application/zip"),
        (zipped(mimetype="application/epub+zip"), "application/epub+zip"),
        (b"PK\x03\x04 cut off", "application/zip"),
        (gzip.compress(b"x", mtime=0), "application/gzip"),
        (b"<!DOCTYPE html><p>x", "text/html"),
        (b"\n <!-- a --> <HTML><body>", "text/html"),
        (b"<div>Session expired</div>", "text/html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><feed/>", "application/xml"),
        (b"<?xml version='1.0'?><!DOCTYPE html PUBLIC '-//W3C//'><html>", "text/html"),
        (b"<svg xmlns='x'/>", "image/svg+xml"),
        (b'{"a": [1]}', "application/json"),
        (b"{not json}", "text/plain"),
        (b'[{"a": 1},' + b'{"a": 1},' * 20_000, "application/json"),
        (b"a,b\r\n1,2\r\n", "text/csv"),
        (b"a;b\n1;2\n", "text/csv"),
        (b"only one line, with a comma", "text/plain"),
        ("naïve café".encode("cp1252"), "text/plain"),
        ("a,b\n1,2\n".encode("utf-16"), "text/csv"),
        (b"\x00\x01\x02\x03", "application/octet-stream"),
        (("é" * 65_535).encode(), "text/plain"),
    ],
)
def test_content_tells_its_type(data: bytes, expected: str) -> None:
    assert content_type(data) == expected


@pytest.mark.parametrize(
    ("kind", "name", "data"),
    [
        ("pdf", "x", b"%PDF-1.4"),
        (".PDF", "x.pdf", b"%PDF-1.4"),
        ("application/pdf", "x", b"%PDF-1.4"),
        ("image/*", "x", PNG),
        ("image", "x", PNG),
        ("xlsx", "x.xlsx", workbook()),
        ("xls", "x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("csv", "x.csv", b"one column\nonly\n"),
        ("csv", "x.csv", b"a,b\n1,2"),
        ("txt", "x.txt", b"a,b\n1,2"),
        ("html", "x", b"<html>"),
        ("zip", "x.zip", zipped(a="x")),
        ("jar", "x.jar", zipped(a="x")),
        ("dat", "x.dat", b"\x00\x01"),
        ("text/xml", "x.xml", b"<?xml version='1.0'?><a/>"),
    ],
)
def test_a_file_of_an_expected_type_passes(kind: str, name: str, data: bytes) -> None:
    assert judged(Received(name, data), Expected(types=(kind,)))


@pytest.mark.parametrize(
    ("expected", "name", "data"),
    [
        ({"types": ["pdf"]}, "x.pdf", b"<html>"),
        ({"types": ["csv"]}, "x.csv", b"<!doctype html>"),
        ({"types": ["csv"]}, "x.csv", b'{"error": "no"}'),
        ({"types": ["xlsx"]}, "x.xlsx", zipped(a="x")),
        ({"types": ["zip"]}, "x.zip", b"%PDF-1.4"),
        ({"types": ["image/*"]}, "x.png", b"%PDF-1.4"),
        ({"types": ["dat"]}, "x.bin", b"\x00\x01"),
        ({}, "x.pdf", b"<html>"),
        ({}, "x.csv", b""),
        ({"min_bytes": 10}, "x.txt", b"abc"),
        ({"name": "a*.csv"}, "b.csv", b"x"),
        ({"sha256": "a" * 64}, "b.csv", b"x"),
    ],
)
def test_a_file_that_is_something_else_does_not(expected: dict[str, Any], name: str, data: bytes) -> None:
    with pytest.raises(FlowBuilderError) as caught:
        judged(Received(name, data, url="https://x.test/f"), Expected.model_validate(expected))
    assert caught.value.code == "browser.download_unexpected"
    assert caught.value.details["name"] == name


def test_a_file_over_the_limit_is_too_large() -> None:
    with pytest.raises(FlowBuilderError) as caught:
        judged(Received("x", b"123"), Expected(max_bytes=2))
    assert caught.value.code == "browser.download_size"


@pytest.mark.parametrize(
    ("name", "declared", "data", "expected"),
    [
        ("x.csv", "text/plain", b"one\ntwo", "text/csv"),
        ("x", "text/csv", b"one\ntwo", "text/csv"),
        ("x.bin", "application/x-custom", b"\x00\x01", "application/x-custom"),
        ("x.xls", "", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-excel"),
        ("x.pdf", "text/html", b"%PDF-1.4", "application/pdf"),
        ("x.xlsx", "application/octet-stream", workbook(), XLSX),
    ],
)
def test_the_most_telling_type_is_kept(name: str, declared: str, data: bytes, expected: str) -> None:
    assert judged(Received(name, data, declared=declared), Expected()) == expected


def test_the_text_of_a_page_in_a_files_place_is_quoted() -> None:
    page = b"<html><style>b{}</style><h1>Please&nbsp;log in</h1><script>x()</script>"
    with pytest.raises(FlowBuilderError) as caught:
        judged(Received("x.pdf", page), Expected())
    assert caught.value.details["text"] == "Please&nbsp;log in"
