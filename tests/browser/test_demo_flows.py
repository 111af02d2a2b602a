"""The flows that come with the demo sites, executed by a real host in a real Chromium; each site knows what they must find."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import httpx
import pytest
import yaml

from flow_builder.demo import SITES
from flow_builder.nodes import TABLE
from tests.support.host import MAIN_JOB, Host, running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("host")) as started:
        yield started


def flow(site: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(SITES[site].flow())
    return found


def truth(host: Host, site: str, **params: str) -> Any:
    return httpx.get(f"{host.url}/demo/{site}/api/truth", params=params).raise_for_status().json()


def run(host: Host, site: str, **given: Any) -> dict[str, Any]:
    ended = host.run(flow(site), given)
    assert ended["status"] == "succeeded", ended["error"]
    output: dict[str, Any] = ended["output"]
    return output


def test_the_portal_gives_the_workbooks_that_it_lists(host: Host) -> None:
    report = run(host, "portal", months=2)
    expected = truth(host, "portal")
    assert report["customer"] == expected["customer"]
    assert report["left_at"].endswith("/demo/portal/login?why=bye")
    assert len(report["rows"]) == len(report["workbooks"]) == 2
    for found, known in zip(report["workbooks"], expected["reports"], strict=False):
        month = truth(host, "portal", month=known["month"])
        assert (found["month"], found["title"], found["kwh"], found["amount"]) == (
            known["month"], known["title"], known["kwh"], known["amount"],
        )  # fmt: skip
        assert found["file"]["name"] == known["file"]
        assert [list(day.values()) for day in found["days"]] == month["rows"]
    assert report["amount"] == round(sum(each["amount"] for each in expected["reports"][:2]), 2)


def test_the_form_is_filled_in_and_sent_once_though_the_server_refuses_twice(host: Host) -> None:
    report = run(host, "signup", flaky="503,429")
    assert report["said"] == ["We are rather busy", "We are rather busy", "Welcome, Ada"]
    kept = truth(host, "signup", reference=report["reference"])
    assert truth(host, "signup")["count"] == 1
    assert (kept["name"], kept["email"]) == ("Ada Marlowe", "ada@example.org")
    assert (kept["membership"], kept["voucher"]) == ("night", "COBALT10")
    assert (kept["country"], kept["region"], kept["town"]) == ("Denmark", "Funen", "Svendborg")
    assert kept["interests"][0] == "Woodwork"
    assert kept["about_html"] == "I make <strong>wooden boats</strong>"
    assert [(each["name"], each["bytes"]) for each in kept["files"]] == [("boat.txt", 14)]
    assert {row["field"]: row["value"] for row in report["rows"]}[
        "address"
    ] == "4 Quay Street, 2100 Svendborg, Funen, Denmark"


def test_the_feed_is_read_to_its_end_in_four_ways(host: Host) -> None:
    report = run(host, "feed")
    posts = truth(host, "feed")["posts"]
    ids = [post["id"] for post in posts]
    assert report["pressed"] == report["turned"] == ids
    assert (report["loaded"], report["pages"]) == (ids[10:], 6)

    def two_deep(comments: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            {**one, "answers": [{"author": each["author"], "text": each["text"]} for each in one["answers"]]}
            for one in comments
        ]

    expected = [
        {
            "id": post["id"],
            "title": post["title"],
            "author": post["author"],
            "text": post["text"],
            "date": post["date_text"],
            "url": host.url + post["url"],
            "tags": post["tags"],
            "comments": two_deep(post["comments"]),
        }
        for post in posts
    ]
    urls = [found.pop("url") for found in report["posts"]]
    assert [url.partition("?post=")[2] or url.rpartition("/")[2] for url in urls] == [str(number) for number in ids]
    assert all(url.startswith(f"{host.url}/demo/feed/") for url in urls)
    for each in expected:
        del each["url"]
    assert report["posts"] == expected


def test_every_instrument_answers_however_deep_it_is(host: Host) -> None:
    report = run(host, "frames", name="Grace")
    places = truth(host, "frames", name="Grace")["places"]
    assert report["rows"] == [{"place": each["place"], "code": each["code"]} for each in places]


def test_every_table_is_read_as_it_is(host: Host) -> None:
    report = run(host, "tables")
    expected = truth(host, "tables")
    for slug in ("spans", "headers", "row-headers", "headless", "wide", "numbers", "dates"):
        # By heading: on their way through an expression keys that are years come first, as JavaScript has it.
        assert [[row[name] for name in report[slug]["headers"]] for row in report[slug]["rows"]] == [
            [" ".join(text.split()) for text in row] for row in expected[slug]["rows"]
        ], slug
        assert report[slug]["caption"] == expected[slug]["caption"]
    assert report["headers"]["headers"][:3] == ["Station", "Rain, mm / 2025 / Q1", "Rain, mm / 2025 / Q2"]
    gaps = [[text or "" for text in row.values()] for row in report["gaps"]["rows"]]
    assert gaps == [[text.strip() for text in [*row, ""][:4]] for row in expected["gaps"]["rows"]]
    footer = [list(row.values()) for row in report["footer"]["rows"]]
    assert footer[: len(expected["footer"]["rows"])] == expected["footer"]["rows"]
    assert [
        {"boat": each["boat"], "crew": [[who["name"], who["job"]] for who in each["crew"]]} for each in report["nested"]
    ] == expected["nested"]["rows"]
    assert report["grid"] == expected["grid"]["rows"]
    boats = [boat for boat in expected["long"]["rows"] if boat["port"] == "Sligo"]
    assert report["boats"] == sorted(boats, key=lambda boat: (boat["built"], boat["number"]))


def test_every_file_arrives_whole_or_fails(host: Host) -> None:
    report = run(host, "downloads")
    expected = {each["key"]: each for each in truth(host, "downloads")["files"]}
    assert report["truncated"] == "browser.download_failed"
    found = {row["key"]: row for row in report["rows"]}
    assert set(found) == set(expected) - {"truncated"}
    for key, file in found.items():
        known = expected[key]
        assert (key, file["bytes"], file["sha256"]) == (key, known["bytes"], known["sha256"])
        assert file["name"] == (known["name"] or file["name"])
    assert {each["name"] for each in report["several"]} == {"plain.csv", "archive.zip", "measurements.xlsx"}


TOUR = [
    ("open", "browser.open", {"url": "{{ env.DEMO }}/feed/"}),
    ("free", "browser.solve_captcha", {}),
    ("down", "browser.scroll", {"scroll": {"kind": "to", "end": "bottom"}}),
    ("language", "browser.get_attribute", {"target": "html", "attribute": "lang"}),
    ("source", "browser.get_html", {"target": "h1"}),
    ("picture", "browser.screenshot", {}),
    ("paper", "browser.pdf", {}),
    ("beside", "browser.tab", {"action": {"kind": "new", "url": "/demo/tables/"}}),
    ("heading", "browser.get_text", {"target": "h1"}),
    ("back", "browser.tab", {"action": {"kind": "close"}}),
    ("shut", "browser.close", {}),
]


def test_what_the_sites_flows_leave_out_works_in_a_flow_as_well(host: Host) -> None:
    nodes = [{"id": key, "key": key, "type": type_, "config": config} for key, type_, config in TOUR]
    edges = [{"source": one[0], "target": other[0]} for one, other in pairwise(TOUR)]
    ended = host.run({"schema": 1, "name": "Tour", "nodes": nodes, "edges": edges})
    assert ended["status"] == "succeeded", ended["error"]
    found = {each["key"]: each["output"] for each in host.steps(ended["id"])}
    assert found["free"]["found"] is False
    assert found["down"]["y"] > 0
    assert found["language"]["value"] == "en"
    assert found["source"]["html"].startswith("<h1")
    assert found["picture"]["file"]["content_type"] == "image/png"
    assert found["paper"]["file"]["content_type"] == "application/pdf"
    assert found["heading"]["text"] != ""
    assert [len(found[key]["tabs"]) for key in ("beside", "back")] == [2, 1]


def test_every_page_node_is_in_a_flow_that_is_executed() -> None:
    used = {type_ for _, type_, _ in TOUR}
    used |= {node["type"] for site in SITES for node in flow(site)["nodes"]}
    used |= {node["type"] for path in MAIN_JOB.glob("*.yaml") for node in yaml.safe_load(path.read_text())["nodes"]}
    elsewhere = {"browser.cookies", "browser.save_login"}  # integration/test_sessions_at_rest.py
    assert {f"browser.{name}" for name in TABLE["browser"]} - used - elsewhere == set()
