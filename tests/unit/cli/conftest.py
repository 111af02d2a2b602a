"""Commands of these tests have a data folder of their own; without a host that owns it, each starts one in this process."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("FLOW_PORT", "0")
    monkeypatch.setenv("FLOW_BROWSER_WORKERS", "0")
    monkeypatch.setenv("COLUMNS", "200")
