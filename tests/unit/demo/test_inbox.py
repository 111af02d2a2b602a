"""The post room takes what Slack, SES and webhooks are sent, and shows it without letting it do anything."""

from base64 import b64encode
from collections.abc import AsyncIterator
from email.message import EmailMessage
from typing import Any

import httpx
import pytest

from flow_builder.demo.inbox import create_inbox
from flow_builder.demo.inbox.messages import MOST
from tests.support.demo import parse, text, visiting

SES = "/ses/v2/email/outbound-emails"


@pytest.fixture
async def inbox() -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_inbox(1)) as client:
        yield client


async def messages(inbox: httpx.AsyncClient, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await inbox.get("/api/truth", params=params)).json()["messages"]
    return found


def mail() -> dict[str, Any]:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@x.example", "Grüße <b@x.example>", "Übersicht"
    message.set_content("Hello")
    message.add_alternative("<h1>Hello</h1><script>alert(1)</script>", subtype="html")
    message.add_attachment(b"1,2", "text", "csv", filename="sums.csv")
    return {"Content": {"Raw": {"Data": b64encode(message.as_bytes()).decode()}}}


async def test_a_slack_message_is_answered_as_slack_does(inbox: httpx.AsyncClient) -> None:
    answer = await inbox.post("/slack", json={"text": "*Hi* <there>"})
    assert (answer.status_code, answer.text) == (200, "ok")
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "From blocks"}}, {"type": "divider"}]
    await inbox.post("/slack", json={"blocks": blocks})
    assert [each["text"] for each in await messages(inbox)] == ["*Hi* <there>", "From blocks"]
    assert "*Hi* <there>" in parse(await inbox.get("/")).css_first("[data-number='1']").text()


@pytest.mark.parametrize(("body", "said"), [(b"{}", "no_text"), (b"[]", "invalid_payload"), (b"{", "invalid_payload")])
async def test_slack_messages_without_a_text_are_refused(inbox: httpx.AsyncClient, body: bytes, said: str) -> None:
    answer = await inbox.post("/slack", content=body)
    assert (answer.status_code, answer.text) == (400, said)


async def test_a_mail_is_read_and_its_html_is_sealed(inbox: httpx.AsyncClient) -> None:
    assert (await inbox.post(SES, json=mail())).json() == {"MessageId": "demo-000001"}
    found = (await messages(inbox))[0]
    assert (found["from"], found["to"], found["subject"]) == ("a@x.example", "Grüße <b@x.example>", "Übersicht")
    assert found["text"] == "Hello"
    assert found["files"] == [{"name": "sums.csv", "bytes": 3}]
    page = parse(await inbox.get("/messages/1"))
    assert text(page, "h1") == "Übersicht"
    assert "sandbox" in page.css_first("iframe").attributes
    shown = await inbox.get("/messages/1/html")
    assert shown.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


@pytest.mark.parametrize("raw", ["", "not base64!", None])
async def test_a_mail_that_is_none_is_refused(inbox: httpx.AsyncClient, raw: str | None) -> None:
    answer = await inbox.post(SES, json={"Content": {"Raw": {"Data": raw}}})
    assert answer.status_code == 400
    assert answer.headers["x-amzn-errortype"] == "BadRequestException"


async def test_webhooks_are_taken_as_they_are(inbox: httpx.AsyncClient) -> None:
    assert (await inbox.post("/hook", json={"order": "ä"})).json() == {"taken": True}
    found = (await messages(inbox))[0]
    assert (found["kind"], found["text"]) == ("webhook", '{\n  "order": "ä"\n}')


async def test_old_messages_go_and_numbers_are_never_used_twice(inbox: httpx.AsyncClient) -> None:
    for number in range(MOST + 5):
        await inbox.post("/slack", json={"text": str(number)})
    found = await messages(inbox)
    assert (len(found), found[0]["number"], found[-1]["number"]) == (MOST, 6, MOST + 5)
    assert [each["number"] for each in await messages(inbox, after=MOST + 4)] == [MOST + 5]
    assert (await inbox.get("/messages/1")).status_code == 404
    assert (await inbox.get("/messages/1/html")).status_code == 404


async def test_an_empty_room_says_what_to_do(inbox: httpx.AsyncClient) -> None:
    assert "demo-slack" in (await inbox.get("/")).text
