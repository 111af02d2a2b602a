"""The main job on real input: the five flows of tests/golden/main_job, executed by a real host as a user would."""

import csv
import io
import signal
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from tests.support.host import AnyHost, document, running

PYTHON_DOCS = Path("/usr/share/doc/python3.11/html")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def python_docs(anywhere: AnyHost) -> Iterator[str]:
    if not anywhere.is_near:
        pytest.skip("flows of a host elsewhere do not reach pages of this machine")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(PYTHON_DOCS)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def shop_prices(shop: str) -> dict[str, float]:
    """Returns the price of every product, from the shop's own API."""
    answer = httpx.get(f"{shop}/api/products", params={"per_page": 240}).json()
    pages = [
        httpx.get(f"{shop}/api/products", params={"page": n + 1, "per_page": 240}).json()
        for n in range(answer["pages"])
    ]
    found = {item["sku"]: item["price"] for each in pages for item in each["items"]}
    assert len(found) == 240
    return found


@pytest.mark.browser
def test_the_shop_gives_240_rows_and_a_second_run_only_what_changed(tmp_path: Path) -> None:
    with running(tmp_path) as host:
        shop = f"{host.url}/demo/shop"
        prices = shop_prices(shop)
        flow_id = host.api("POST", "/flows", json=document("shop"))["id"]
        body = {"flow": flow_id, "draft": True, "input": {"shop": shop}}
        first = host.ended(host.api("POST", "/runs", params={"wait": 20}, json=body))
        assert first["status"] == "succeeded", first["error"]
        report = first["output"]
        assert len(report["rows"]) == 240
        assert report["pages"] == 10
        assert report["first_run"] is True
        assert report["dataset"]["added"] == 240
        assert report["opened"] == report["in_stock"] > 200

        host.stop(signal.SIGTERM)
        host.start()
        shop = f"{host.url}/demo/shop"
        again = shop_prices(shop)
        body["input"] = {"shop": shop}
        second = host.ended(host.api("POST", "/runs", params={"wait": 20}, json=body))
        assert second["status"] == "succeeded", second["error"]
        changed = {row["sku"] for row in second["output"]["changed"] if "price" in row["fields"]}
        assert changed == {sku for sku, price in again.items() if price != prices[sku]}
        assert changed
        assert second["output"]["dataset"]["added"] == 0

        written = host.client.get(f"/artifacts/{second['output']['csv']['artifact']}").text.lstrip("\ufeff")
        rows = list(csv.DictReader(io.StringIO(written)))
        assert len({row["sku"] for row in rows}) == 240


@pytest.mark.browser
@pytest.mark.nightly  # half a minute; a crawl of a site is in each run of the suite with the shop
@pytest.mark.skipif(not PYTHON_DOCS.exists(), reason="needs Debian's package python3-doc, which is not everywhere")
def test_every_module_of_a_foreign_site_becomes_a_row(anywhere: AnyHost, python_docs: str) -> None:
    run = anywhere.run(document("python_docs"), {"site": python_docs, "sessions": 2})
    assert run["status"] == "succeeded", run["error"]
    output: dict[str, Any] = run["output"]
    rows = {row["module"]: row for row in output["items"]}
    index = (PYTHON_DOCS / "py-modindex.html").read_text("utf-8")
    assert len(rows) == index.count('<code class="xref">') == 340
    page = (PYTHON_DOCS / "library" / "shutil.html").read_text("utf-8")
    assert rows["shutil"]["functions"] == page.count('<dl class="py function">') > 15
    assert rows["json"]["synopsis"] == "Encode and decode the JSON format."
    assert rows["os"]["functions"] > 100
    assert sum(row["functions"] for row in rows.values()) > 2_000
    assert rows["concurrent"]["page"] is None


def test_a_webhook_is_answered_by_the_flow_it_starts(anywhere: AnyHost) -> None:
    flow_id = anywhere.api("POST", "/flows", json=document("webhook"))["id"]
    anywhere.api("POST", f"/flows/{flow_id}/publish", json={})
    hook = anywhere.api("GET", f"/flows/{flow_id}/webhook")["url"]
    small = httpx.post(hook, json={"number": 7, "lines": [{"price": 10, "count": 3}]}, timeout=60)
    assert (small.status_code, small.json()) == (200, {"number": 7, "total": 30, "decision": "accepted"})
    large = httpx.post(hook, json={"number": 8, "lines": [{"price": 500, "count": 2}]}, timeout=60)
    assert (large.status_code, large.json()["decision"]) == (202, "review")


def test_an_approval_waits_survives_a_restart_and_goes_on(tmp_path: Path) -> None:
    with running(tmp_path) as host:
        body = {"document": document("approval"), "input": {"customer": "Ada", "amount": 12.5}}
        run = host.api("POST", "/runs", json=body)
        while host.api("GET", f"/runs/{run['id']}")["status"] != "waiting":
            host.api("GET", f"/runs/{run['id']}/events", params={"after": 0, "wait": 1})
        host.stop(signal.SIGKILL)
        host.start()
        waiting = host.api("GET", "/approvals")["items"]
        assert [each["run"] for each in waiting] == [run["id"]]
        assert "12.50 EUR" in str(waiting[0]["request"])
        answer = {"decision": "approve", "by": "grace", "form": {"note": "fine"}}
        host.api("POST", f"/approvals/{waiting[0]['token']}", json=answer)
        ended = host.api("GET", f"/runs/{run['id']}", params={"wait": 20})
        assert ended["status"] == "succeeded"
        assert ended["output"]["status"] == "sent"
        assert ended["output"]["note"] == "fine"


PAYMENTS = [
    {"id": "a", "amount": 10, "currency": "EUR"},
    {"id": "b", "amount": 10, "currency": "XXX"},
    {"id": "c", "amount": 10, "currency": "USD"},
    {"id": "d", "amount": 10, "currency": "YYY"},
]


@pytest.mark.parametrize(
    ("policy", "status", "euros"), [("collect", "succeeded", 19), ("skip", "succeeded", 19), ("fail", "failed", None)]
)
def test_a_loop_with_failing_items_under_each_policy(
    anywhere: AnyHost, policy: str, status: str, euros: float | None
) -> None:
    run = anywhere.run(document("failing_items"), {"policy": policy, "payments": PAYMENTS})
    assert run["status"] == status
    loop = next(step for step in anywhere.steps(run["id"]) if step["key"] == "payments")["output"]
    match policy:
        case "collect":
            assert [bool(item) for item in loop["items"]] == [True, False, True, False]
            assert [error["index"] for error in loop["errors"]] == [1, 3]
        case "skip":
            assert [item["id"] for item in loop["items"]] == ["a", "c"]
        case _:
            assert [item["id"] for item in loop["items"]] == ["a"]
            assert "unknown currency XXX" in run["error"]["message"]
    if euros is not None:
        assert f"'euros': {euros}" in str(run["output"])


def test_just_the_failed_items_are_resumed_with_an_edited_value(anywhere: AnyHost) -> None:
    first = anywhere.run(document("failing_items"), {"policy": "collect", "payments": PAYMENTS})
    said = {
        "from": "payments",
        "failed_items": True,
        "set": {"items.payments[1]": {**PAYMENTS[1], "currency": "GBP"}, "items.payments[3].currency": "EUR"},
    }
    resumed = anywhere.ended(anywhere.api("POST", f"/runs/{first['id']}/resume", params={"wait": 20}, json=said))
    assert resumed["status"] == "succeeded", resumed["error"]
    steps = anywhere.steps(resumed["id"])
    executed = {(step["key"], step["path"]) for step in steps if not step["seeded"]}
    assert ("converted", "1") in executed
    assert ("converted", "0") not in executed
    assert "'euros': 41" in str(resumed["output"])
