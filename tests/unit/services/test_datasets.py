"""Datasets as files."""

from pathlib import Path

from tests.support.api import api


async def test_an_export_holds_nothing_that_a_spreadsheet_would_run(tmp_path: Path) -> None:
    async with api(tmp_path / "data") as host:
        rows = [{"name": "=1+1", "n": -5, "more": {"a": 1}}, {"name": "-5", "n": None, "more": None}]
        await host.app.stores.datasets.append("local", "odd", rows, [], "upsert")
        answer = await host.http.get("/api/v1/datasets/odd/export", params={"format": "csv"})
    assert answer.text.splitlines() == ["name,n,more", '\'=1+1,-5,"{""a"": 1}"', "-5,,"]
