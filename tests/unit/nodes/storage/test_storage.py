"""storage.file_write, dataset_append, dataset_read, and safe file names."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flow_builder.errors import NodeError
from flow_builder.nodes.file_names import safe_name
from tests.support.nodes import Bench


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\a.txt", "a.txt"),
        ("a/b/", "b"),
        ("..", "file"),
        (".", "file"),
        ("", "file"),
        ("   ", "file"),
        ("a<b>:c?.txt", "a_b__c_.txt"),
        ("nul\0byte", "nul_byte"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("console.txt", "console.txt"),
        ("name. ", "name"),
        ("\u202egnp.exe", "_gnp.exe"),
        ("日本.txt", "日本.txt"),
        ("x" * 300 + ".tar.gz", "x" * 197 + ".gz"),
        ("é" * 300, "é" * 100),
        ("\ud800.txt", "txt"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_a_safe_name_is_one_plain_part_of_a_path(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert not set('/\\<>:"|?*\0\n') & set(safe)
    assert safe.strip(" .") == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("content", "name", "data", "content_type"),
    [
        ({"kind": "text", "text": "grün"}, "a.txt", "grün".encode(), "text/plain; charset=utf-8"),
        ({"kind": "text", "text": "a;b", "bom": True}, "a.csv", b"\xef\xbb\xbfa;b", "text/csv; charset=utf-8"),
        ({"kind": "text", "text": {"n": 1}}, "a", b'{"n": 1}', "text/plain; charset=utf-8"),
        ({"kind": "json", "value": {"ü": [1]}, "indent": None}, "a.json", '{"ü": [1]}'.encode(), "application/json"),
        ({"kind": "json", "value": [1]}, "a.json", b"[\n  1\n]", "application/json"),
        ({"kind": "base64", "data": " AAEC\nAw== "}, "a.png", b"\0\1\2\3", "image/png"),
        ({"kind": "base64", "data": "data:image/png;base64,AAEC"}, "a.bin", b"\0\1\2", "application/octet-stream"),
        (
            {"kind": "artifact", "artifact": {"artifact": "k", "content_type": "image/gif"}},
            "b.png",
            b"GIF",
            "image/gif",
        ),
    ],
)
async def test_files(bench: Bench, content: dict[str, Any], name: str, data: bytes, content_type: str) -> None:
    bench.backend.blobs["k"] = b"GIF"
    output = await bench("storage.file_write", {"name": f"folder/{name}", "content": content})
    assert bench.backend.blobs[output["artifact"]["artifact"]] == data
    assert (output["name"], output["content_type"], output["bytes"]) == (name, content_type, len(data))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"kind": "base64", "data": "A"}, "storage.bad_base64"),
        ({"kind": "base64", "data": "grün"}, "storage.bad_base64"),
        ({"kind": "artifact", "artifact": "nothing"}, "artifact.missing"),
    ],
)
async def test_content_that_is_none_is_a_clear_error(bench: Bench, content: dict[str, Any], code: str) -> None:
    with pytest.raises(NodeError) as failed:
        await bench("storage.file_write", {"name": "a", "content": content})
    assert failed.value.code == code


async def test_a_large_value_of_bytes_goes_through(bench: Bench) -> None:
    data = bytes(1_000_000)
    output = await bench(
        "storage.file_write", {"name": "a", "content": {"kind": "base64", "data": base64.b64encode(data).decode()}}
    )
    assert output["bytes"] == len(data)


async def test_rows_are_appended(bench: Bench) -> None:
    bench.input = [{"sku": "a", "n": 1}, {"sku": "b", "n": 1}]
    config = {"dataset": "prices", "rows": "{{ input }}", "key": ["sku"]}
    assert (await bench("storage.dataset_append", config))["added"] == 2
    bench.input[0]["n"] = 2
    ignored = await bench("storage.dataset_append", {**config, "mode": "ignore"})
    assert ignored == {"added": 0, "updated": 0, "unchanged": 2, "total": 2}
    assert (await bench("storage.dataset_append", config))["updated"] == 1
    assert (await bench("storage.dataset_append", {"dataset": "log", "rows": {"n": 1}}))["total"] == 1


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ("text", "/rows"),
        (None, "/rows"),
        ([{"sku": "a"}, 3], "/rows/1"),
        ([{"sku": "a"}, {"price": 1}], "/rows/1/sku"),
        ([{"sku": None}], "/rows/0/sku"),
    ],
)
async def test_rows_that_are_none_are_refused_before_anything_is_written(bench: Bench, rows: Any, field: str) -> None:
    with pytest.raises(NodeError) as failed:
        await bench("storage.dataset_append", {"dataset": "d", "rows": rows, "key": ["sku"]})
    assert (failed.value.code, failed.value.field) == ("dataset.bad_row", field)
    assert bench.backend.datasets == {}


@pytest.mark.parametrize(
    ("config", "numbers", "total"),
    [
        ({}, range(1_000), 2_500),
        ({"limit": 3}, range(3), 2_500),
        ({"limit": 1_500, "offset": 1_800}, range(1_800, 2_500), 2_500),
        ({"offset": 9_000}, (), 2_500),
        ({"where": "{{ item.n % 1000 === 7 }}"}, (7, 1007, 2007), 2_500),
        ({"where": "{{ item.n % 1000 === 7 }}", "offset": 1, "limit": 1}, (1007,), 2_500),
        ({"where": "{{ false }}"}, (), 2_500),
    ],
)
async def test_rows_are_read(bench: Bench, config: dict[str, Any], numbers: Any, total: int) -> None:
    await bench.backend.dataset_append("d", [{"n": number} for number in range(2_500)], [], "upsert")
    output = await bench("storage.dataset_read", {"dataset": "d", **config})
    assert [row["n"] for row in output["items"]] == list(numbers)
    assert (output["count"], output["total"]) == (len(output["items"]), total)


@pytest.mark.parametrize("config", [{}, {"where": "{{ true }}"}])
async def test_a_dataset_nobody_wrote_to_is_empty(bench: Bench, config: dict[str, Any]) -> None:
    output = await bench("storage.dataset_read", {"dataset": "d", **config})
    assert json.dumps(output) == '{"items": [], "count": 0, "total": 0}'
