"""Recordings as Chrome's Recorder panel writes them, imported and executed by a real host in a real Chromium."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.support.host import Host, running
from tests.support.recordings import keys, navigate, on, recording

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with running(tmp_path_factory.mktemp("host")) as started:
        yield started


def imported(host: Host, recorded: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = host.api("POST", "/flows/import", json=recorded)
    assert not [each for each in made["diagnostics"] if each["severity"] == "error"]
    return made


def replayed(host: Host, recorded: dict[str, Any], script: str) -> Any:
    """Imports and runs a recording, and returns what a script then finds in the page that it has led to."""
    document = imported(host, recorded)["document"]
    last = document["nodes"][-1]["id"]
    document["nodes"].append({"id": "look", "key": "look", "type": "browser.evaluate", "config": {"script": script}})
    document["edges"].append({"source": last, "target": "look"})
    ended = host.run(document)
    assert ended["status"] == "succeeded", ended["error"]
    return ended["output"]["result"]


def test_a_form_is_filled_in_and_sent_with_enter(host: Host, site: str) -> None:
    url = f"{site}/form.html"
    recorded = recording(
        "Order",
        navigate(url, "Order"),
        on("click", ["aria/Name"], ["label:nth-of-type(1) > input"], ["xpath///html/body/form/label[1]/input"]),
        on("change", ["aria/Name"], ["label:nth-of-type(1) > input"], value="Ada"),
        on("change", ["aria/Name"], ["label:nth-of-type(1) > input"], value="Ada {{ 1 }}"),
        on("click", ["aria/Size"], ["#size"], ['xpath///*[@id="size"]'], ["pierce/#size"]),
        on("change", ["aria/Size"], ["#size"], ['xpath///*[@id="size"]'], ["pierce/#size"], value="l"),
        on("click", ["aria/I agree"], ["label:nth-of-type(5) > input"]),
        on("change", ["aria/I agree"], ["label:nth-of-type(5) > input"], value="on"),
        on("change", ["aria/E-mail"], ["label:nth-of-type(2) > input"], value="ada@example.org"),
        *keys("Enter", assertedEvents=[{"type": "navigation", "url": f"{site}/sent.html", "title": "Sent"}]),
    )
    sent = replayed(host, recorded, "return location.href")
    assert urlsplit(sent).path == "/sent.html"
    fields = parse_qs(urlsplit(sent).query)
    assert fields == {"name": ["Ada {{ 1 }}"], "email": ["ada@example.org"], "size": ["l"], "agree": ["yes"]}


def test_steps_in_frames_act_there(host: Host) -> None:
    recorded = recording(
        "Note",
        navigate(f"{host.url}/demo/frames/"),
        on("click", ["aria/Your name"], ["#note-name"], frame=[0]),
        on("change", ["aria/Your name"], ["#note-name"], value="Ada", frame=[0]),
        on("click", ['aria/Pin note[role="button"]'], ["button"], ["text/Pin note"], frame=[0]),
        on("waitForElement", [".answer"], frame=[0]),
        {"type": "waitForExpression", "expression": "document.body.innerText.includes('Ada')", "frame": [0]},
    )
    said = replayed(
        host, recorded, "return document.querySelector('#note').contentDocument.querySelector('.answer').innerText"
    )
    assert "confirmed for Ada" in said


def test_shadow_roots_are_gone_through_one_by_one(host: Host) -> None:
    recorded = recording(
        "Mirror",
        navigate(f"{host.url}/demo/frames/shadow"),
        on(
            "change",
            ["aria/x-telescope", "aria/nothing of the kind"],
            ["x-telescope", "x-mirror", "#mirror-name"],
            value="Grace",
        ),
        on("click", ["x-telescope", "x-mirror", "button"], ["pierce/x-mirror button"]),
        on("waitForElement", ["x-telescope", "x-mirror", ".answer"]),
    )
    script = "return document.querySelector('x-telescope').shadowRoot.querySelector('x-mirror').shadowRoot.querySelector('.answer').innerText"
    said = replayed(host, recorded, script)
    assert "confirmed for Grace" in said


def test_a_popup_is_used_and_closed(host: Host, site: str) -> None:
    popup = f"{site}/form.html"
    recorded = recording(
        "Popup",
        navigate(f"{site}/products.html"),
        on("click", ["aria/In a new window"], ["#away"], ["text/In a new window"]),
        {**on("change", ["aria/Name"], ["label:nth-of-type(1) > input"], value="Ada"), "target": popup},
        {
            "type": "waitForExpression",
            "target": popup,
            "expression": "document.querySelector('[name=name]').value === 'Ada'",
        },
        {"type": "close", "target": popup},
        on("click", ['aria/Order[role="link"]'], ["nav > a:nth-of-type(1)"], assertedEvents=[{"type": "navigation"}]),
    )
    assert replayed(host, recorded, "return [location.pathname, opener === null]") == ["/form.html", True]


def test_all_that_hands_do_is_done(host: Host, site: str) -> None:
    recorded = recording(
        "Hands",
        navigate("chrome://new-tab-page/"),
        navigate(f"{site}/recorded.html"),
        on("waitForElement", ["#rows li"], operator="==", count=3),
        {"type": "waitForExpression", "target": "main", "expression": "globalThis.ready"},
        on("doubleClick", ["#twice"], ["text/Twice"]),
        on("hover", ["#about"]),
        on("click", ["#map"], offsetX=30, offsetY=20),
        {"type": "keyDown", "key": "Shift", "target": "main"},
        on("click", ["#map"], offsetX=5, offsetY=6),
        {"type": "keyUp", "key": "Shift", "target": "main"},
        on("click", ["#map"], button="secondary"),
        on("scroll", ["#list"], x=0, y=40),
        on("click", ["aria/Search"], ["#search"]),
        {"type": "keyDown", "key": "a"},
        {"type": "keyDown", "key": "b"},
        {"type": "keyUp", "key": "a"},
        {"type": "keyUp", "key": "b"},
        {"type": "keyDown", "key": "Control"},
        *keys("a"),
        {"type": "keyUp", "key": "Control"},
        *keys("Delete"),
        {"type": "scroll", "target": "main", "x": 0, "y": 300},
        {"type": "customStep", "name": "measure", "parameters": {}},
        {"type": "waitForExpression", "expression": "document.getElementById('told').textContent.includes('page 300')"},
        timeout=8_000,
    )  # fmt: skip
    script = "const the = (id) => document.getElementById(id); return [the('told').textContent, the('search').value, scrollY]"
    told, value, place = replayed(host, recorded, script)
    done = [each for each in told.split(";") if each]
    expected = [
        "double",
        "over",
        "map 30,20",
        "map 5,6 shift",
        "menu",
        "list 40",
        "a",
        "b",
        "Control+Control",
        "Control+a",
        "Delete",
        "page 300",
    ]
    assert [each for each in done if each in expected] == expected, told
    assert (value, place) == ("", 300)


def test_a_recorded_password_is_asked_for_and_then_used(host: Host) -> None:
    recorded = recording(
        "Log in",
        navigate(f"{host.url}/demo/portal/login"),
        on("change", ["aria/User name"], ["#user"], value="ada"),
        on("change", ["aria/Password"], ["#password"], value="lighthouse-42"),
        on("click", ['aria/Continue[role="button"]'], ["button"], assertedEvents=[{"type": "navigation"}]),
    )
    made = imported(host, recorded)
    assert "lighthouse-42" not in str(made)
    (needed,) = made["report"]["credentials"]
    assert needed["fields"] == ["password"]
    secret = {"name": needed["name"], "type": needed["type"], "fields": {"password": "lighthouse-42"}}
    host.api("POST", "/credentials", json=secret)
    page = replayed(host, recorded, "return document.querySelector('#code') !== null")
    assert page is True
