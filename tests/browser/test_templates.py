"""Every bundled template, used as it is on a real host in a real Chromium; the demo sites know what must come of it."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from flow_builder.templates import bundled
from tests.support.host import Host, running
from tests.support.templates import Tried, try_out, wait_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("host")) as started:
        yield started


def check_price_watch(tried: Tried) -> None:
    api = f"{tried.host.url}/demo/shop/api/products"
    products = httpx.get(api, params={"category": "lighting", "per_page": 240}).json()["items"]
    cheap = [each for each in products if each["price"] < 60 and each["in_stock"]]
    cheap.sort(key=lambda each: (each["price"], each["sku"]))
    assert tried.rows == [{key: each[key] for key in ("sku", "title", "price", "quantity")} for each in cheap]
    assert {each["sku"]: each["price"] for each in tried.dataset("prices")} == {e["sku"]: e["price"] for e in products}
    (message,) = tried.sent("slack")
    assert message["text"].count("•") == len(cheap) > 0


def check_stock_alert(tried: Tried) -> None:
    goods = tried.truth("chandlery", day=tried.output["day"])["goods"]
    wanted = [each for each in goods if each["sku"] in tried.input["wanted"]]
    assert tried.rows == [{**each, "available": each["quantity"] > 0} for each in wanted]
    assert tried.output["back"] == [each["sku"] for each in wanted if each["quantity"]]
    (message,) = tried.sent("slack")
    assert all(each["title"] in message["text"] for each in wanted if each["quantity"])
    again = [tried.host.api("POST", "/runs", params={"wait": 60}, json={"flow": tried.flow}) for _ in range(2)]
    before = {each["sku"]: each["quantity"] for each in goods}
    for ended in again:
        now = tried.truth("chandlery", day=ended["output"]["day"])["goods"]
        back = [one["sku"] for one in now if one["quantity"] and not before[one["sku"]]]
        assert ended["output"]["back"] == [sku for sku in back if sku in tried.input["wanted"]]
        before = {each["sku"]: each["quantity"] for each in now}


def check_lead_list(tried: Tried) -> None:
    firms = [each for each in tried.truth("register")["firms"] if each["trade"] == "Catering"]
    expected = [{("contact" if key == "owner" else key): value for key, value in each.items()} for each in firms]
    assert tried.rows == expected
    assert tried.dataset("leads") == expected
    assert tried.output["failed"] == 0
    table = tried.sheet(tried.output["file"], "Leads")
    assert [dict(zip(table[0], row, strict=True)) for row in table[1:]] == expected


def check_news_digest(tried: Tried) -> None:
    articles = tried.truth("news")["articles"][: tried.input["most"]]
    for found, known in zip(tried.rows, articles, strict=True):
        assert (found["title"], found["author"], found["section"]) == (
            known["title"],
            known["author"],
            known["section"],
        )
        assert (urlsplit(found["url"]).path, found["summary"]) == (known["url"], known["lead"])
        assert found["words"] >= known["words"]
    (mail,) = tried.sent("mail")
    assert (mail["to"], mail["subject"]) == (tried.input["to"], "The Quay Courier: 5 new articles")
    assert [each["title"] in mail["html"] for each in articles] == [True] * 5
    again = tried.host.api("POST", "/runs", params={"wait": 60}, json={"flow": tried.flow})
    assert again["output"] == {"rows": [], "sent": False}


def check_form_filling(tried: Tried) -> None:
    names = ["Tern Sails", "Gull & Sons", "Pelican Galley", "Heron Diesel"]
    assert [each["name"] for each in tried.rows] == names
    refused = tried.rows.pop(2)
    assert (refused["reference"], refused["problem"]) == (None, "This is not an e-mail address.")
    kept = [tried.truth("register", reference=each["reference"]) for each in tried.rows]
    assert [each["name"] for each in kept] == [name for name in names if name != refused["name"]]
    assert kept[2] == {
        "name": "Heron Diesel", "trade": "Engines", "contact": "Bo O'Brien", "email": "diesel@heron.example", "staff": "2",
    }  # fmt: skip


def check_report_download(tried: Tried) -> None:
    months = tried.truth("portal")["reports"][: tried.input["months"]]
    assert tried.rows == [
        {key: each[key] for key in ("month", "title", "days", "kwh", "amount", "file")} for each in months
    ]
    (mail,) = tried.sent("mail")
    assert [each["name"] for each in mail["files"]] == [months[0]["file"]]
    assert all(f"{each['title']}: {each['kwh']:.2f} kWh, €{each['amount']:.2f}" in mail["text"] for each in months)


def check_site_change_monitor(tried: Tried) -> None:
    first, second = (ended["output"] for ended in tried.ends)
    assert (first["first_run"], first["rows"]) == (True, [])
    pairs = zip(*(tried.truth("chandlery", day=each["day"])["terms"] for each in (first, second)), strict=True)
    expected = [
        {"heading": old["heading"], "before": old["text"], "after": new["text"]} for old, new in pairs if old != new
    ]
    assert (second["rows"], len(expected)) == (expected, 1)
    assert tried.file(second["picture"]).startswith(b"RIFF")
    (message,) = tried.sent("slack")
    assert f"+ is: {expected[0]['after']}" in message["text"]


def check_sitemap_audit(tried: Tried) -> None:
    truth = tried.truth("news")
    assert {urlsplit(each["url"]).path: each["problem"] for each in tried.rows} == truth["faults"]
    assert tried.output["pages"] == truth["pages"]
    assert len(tried.sheet(tried.output["file"], "All pages")) == truth["pages"] + 1


def check_api_to_sheet(tried: Tried) -> None:
    posts = tried.truth("feed")["posts"]
    liked = sorted((each for each in posts if each["likes"] >= 100), key=lambda each: (-each["likes"], each["id"]))
    assert [(each["id"], each["likes"], each["comments"]) for each in tried.rows] == [
        (each["id"], each["likes"], len(each["comments"])) for each in liked
    ]
    assert tried.output["read"] == len(posts)
    likes = {each["author"]: each["likes"] for each in tried.output["authors"]}
    assert likes == {who: sum(e["likes"] for e in liked if e["author"] == who) for who in {e["author"] for e in liked}}
    assert [row[0] for row in tried.sheet(tried.output["file"], "Posts")[1:]] == [each["id"] for each in liked]


def check_qa_check(tried: Tried) -> None:
    assert [each["ok"] for each in tried.rows] == [True] * 6
    api = f"{tried.host.url}/demo/shop/api/products"
    cheapest = httpx.get(api, params={"category": "seating", "sort": "price"}).json()["items"][0]
    assert [each["found"] for each in tried.rows][3:] == [cheapest["title"], cheapest["price"], 404]


def check_approval(tried: Tried) -> None:
    assert tried.rows == [{"order": "A-1017", "total": 480, "asked": True, "sent": True, "by": "grace"}]
    (message,) = tried.sent("webhook")
    assert json.loads(message["text"]) == {
        "order": "A-1017", "total": 480, "approved_by": "grace", "cost_centre": "HC-7",
    }  # fmt: skip
    small = tried.host.api(
        "POST", "/runs", params={"wait": 60}, json={"flow": tried.flow, "input": {"order": "A-2", "total": 9}}
    )
    assert small["output"]["rows"] == [{"order": "A-2", "total": 9, "asked": False, "sent": True, "by": None}]


def check_error_handling(tried: Tried) -> None:
    rows = httpx.get(f"{tried.host.url}/demo/downloads/files/plain.csv").text.splitlines()
    assert [",".join(str(value) for value in each.values()) for each in tried.rows] == rows[1:]
    (failure,) = tried.dataset("failures")
    assert (tried.output["source"], failure["run"]) == ("other", tried.ends[0]["id"])
    assert failure["code"] == tried.output["error"] in tried.sent("slack")[0]["text"]


def check_error_flow(tried: Tried) -> None:
    (row,) = tried.rows
    assert (row["code"], row["step"], tried.output["times"]) == ("browser.target_missing", "listing", 1)
    assert "*Price watch* has failed (1 so far)" in tried.sent("slack")[0]["text"]
    assert tried.sent("mail") == []
    for times in (2, 3):
        given = {**tried.input, "run": f"r_{times}"}
        ended = tried.host.api("POST", "/runs", params={"wait": 60}, json={"flow": tried.flow, "input": given})
        assert (ended["output"]["times"], ended["output"]["woken"]) == (times, times == 3)
    assert len(tried.dataset("failed runs")) == 3
    heard = _heard(tried)
    assert (heard["flow_name"], heard["code"], heard["message"]) == ("Doomed", "assert.failed", "It was bound to fail.")


def _heard(tried: Tried) -> dict[str, Any]:
    """Publishes the flow, lets another one fail, and returns what was kept of that."""
    tried.host.api("POST", f"/flows/{tried.flow}/publish")
    doom = {"that": False, "message": "It was bound to fail."}
    nodes = [{"id": "a", "key": "a", "type": "core.assert", "config": doom}]
    flow = tried.host.api("POST", "/flows", json={"schema": 1, "name": "Doomed", "nodes": nodes})["id"]
    assert tried.host.api("POST", "/runs", params={"wait": 60}, json={"flow": flow})["status"] == "failed"
    wanted = {"flow": tried.flow, "trigger": "flow_event"}
    (run,) = wait_for(lambda: tried.host.api("GET", "/runs", params=wanted)["items"])
    ended = tried.host.api("GET", f"/runs/{run['id']}", params={"wait": 60})
    assert ended["status"] == "succeeded", ended["error"]
    row: dict[str, Any] = ended["output"]["rows"][0]
    return row


def check_infinite_scroll(tried: Tried) -> None:
    posts = tried.truth("feed")["posts"]
    tags = [tag for each in posts for tag in each["tags"]]
    counted = sorted(((tags.count(tag), tag) for tag in set(tags)), key=lambda each: (-each[0], each[1]))
    assert tried.rows == [{"tag": tag, "posts": count} for count, tag in counted]
    assert [(each["id"], each["tags"]) for each in tried.dataset("posts")] == [(e["id"], e["tags"]) for e in posts]


def check_table_to_csv(tried: Tried) -> None:
    truth = tried.truth("tables")
    assert [list(each.values()) for each in tried.rows] == truth["spans"]["rows"]
    headings = tried.output["headings"]
    assert [[each[name] for name in headings] for each in tried.output["weather"]] == truth["headers"]["rows"]
    first = tried.file(tried.output["files"][0]).decode().splitlines()
    assert len(first) == len(truth["spans"]["rows"]) + 1


def check_pdf_archive(tried: Tried) -> None:
    articles = [each for each in tried.truth("news")["articles"] if each["section"] == "Harbour"]
    assert tried.rows == [
        {"slug": e["slug"], "title": e["title"], "pages": 1, "complete": True, "file": f"{e['slug']}.pdf"}
        for e in articles
    ]
    assert all(tried.file(each).startswith(b"%PDF-") for each in tried.output["files"])
    assert [each["sha256"] for each in tried.dataset("archive")] == [each["sha256"] for each in tried.output["files"]]


def check_screen_sizes(tried: Tried) -> None:
    assert [(each["screen"], each["scheme"], each["fits"]) for each in tried.rows] == [
        ("phone", "light", True), ("phone", "dark", True), ("tablet", "light", True),
        ("desktop", "light", True), ("desktop", "dark", True),
    ]  # fmt: skip
    assert {each["background"] for each in tried.rows} == {"rgb(246, 247, 248)", "rgb(18, 21, 23)"}
    assert [ended["output"]["first_run"] for ended in tried.ends] == [True, False]
    assert tried.output["changed"] == []


def check_webhook_to_dataset(tried: Tried) -> None:
    expected = {"id": "A-1017", "customer": "Ada Marlowe", "lines": 2, "total": 110.5}
    assert (tried.rows, tried.dataset("orders")) == ([expected], [expected])
    wrong = tried.host.api(
        "POST", "/runs", params={"wait": 60}, json={"flow": tried.flow, "input": {"id": "x", "lines": []}}
    )
    assert wrong["output"]["wrong"] == ["id must look like A-1017", "lines must not be empty"]
    assert len(tried.dataset("orders")) == 1


def check_message_everywhere(tried: Tried) -> None:
    assert [each["sent"] for each in tried.rows] == [True] * 3
    assert sorted(each["kind"] for each in tried.messages) == ["mail", "slack", "webhook"]
    (mail,) = tried.sent("mail")
    assert (mail["to"], mail["subject"]) == ("On duty <duty@harbour.example>", "ferry-tickets: critical")
    notice = try_out(tried.host, bundled()["message-everywhere"], {"service": "tides", "severity": "info"})
    assert [each["kind"] for each in notice.messages] == ["webhook"]


def check_bulk_download(tried: Tried) -> None:
    known = {each["name"]: each for each in tried.truth("downloads")["files"]}
    assert tried.rows
    for found in tried.rows:
        assert (found["bytes"], found["sha256"]) == (known[found["name"]]["bytes"], known[found["name"]]["sha256"])
    assert [urlsplit(each["url"]).path.rpartition("/")[2] for each in tried.output["failed"]] == [
        "truncated.csv", "members.csv",
    ]  # fmt: skip
    assert [each["name"] for each in tried.dataset("files")] == [each["name"] for each in tried.rows]


CHECKS: dict[str, Callable[[Tried], None]] = {
    name.removeprefix("check_").replace("_", "-"): check
    for name, check in list(globals().items())
    if name.startswith("check_")
}


@pytest.mark.parametrize("slug", sorted(CHECKS))
def test_a_template_does_what_it_says(host: Host, slug: str) -> None:
    CHECKS[slug](try_out(host, bundled()[slug]))


def test_every_template_is_tried_out() -> None:
    assert set(CHECKS) == set(bundled())
