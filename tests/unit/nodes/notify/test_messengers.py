"""slack, discord, teams, telegram and sms against local servers that speak their protocols."""

import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NetworkBlocked, NodeError
from tests.support.nodes import Bench, client
from tests.support.services import Discord, Slack, Teams, Telegram, Twilio, serve_service
from tests.support.web import Web

HELLO = {"text": "Grüße & <Hello>"}
PNG = b"\x89PNG\r\n\x1a\n"


@dataclass
class Messenger:
    """A node with the service behind it: how to reach it, what to say, and what must never be shown."""

    node: str
    service: Callable[[], Any]
    credential: Callable[[Web], dict[str, Any]]
    config: dict[str, Any]
    secret: str
    wait_s: float | None


MESSENGERS = {
    "slack bot": Messenger(
        "notify.slack",
        Slack,
        lambda web: {"type": "slack", "token": Slack.TOKEN, "base_url": web.url("/api")},
        {"via": {"kind": "bot", "credential": "it", "channel": "#alerts"}, **HELLO},
        Slack.TOKEN,
        7.0,
    ),
    "slack webhook": Messenger(
        "notify.slack",
        Slack,
        lambda web: {"type": "slack_webhook", "url": web.url(Slack.HOOK)},
        {"via": {"kind": "webhook", "credential": "it"}, **HELLO},
        "secretofthehook",
        7.0,
    ),
    "discord": Messenger(
        "notify.discord",
        Discord,
        lambda web: {"type": "discord_webhook", "url": web.url(Discord.PATH)},
        {"credential": "it", **HELLO},
        "secret-of-the-hook",
        2.5,
    ),
    "teams": Messenger(
        "notify.teams",
        Teams,
        lambda web: {"type": "teams_webhook", "url": web.url(f"{Teams.PATH}?api-version=1&sig={Teams.SIGNATURE}")},
        {"credential": "it", "content": {"kind": "message", **HELLO}},
        Teams.SIGNATURE,
        11.0,
    ),
    "telegram": Messenger(
        "notify.telegram",
        Telegram,
        lambda web: {"type": "telegram", "token": Telegram.TOKEN, "base_url": web.url("")},
        {"credential": "it", "chat": 42, "content": {"kind": "text", **HELLO}},
        "secret-of-the-bot",
        5.0,
    ),
    "twilio": Messenger(
        "notify.sms",
        Twilio,
        lambda web: {
            "type": "twilio",
            "account_sid": Twilio.ACCOUNT,
            "auth_token": Twilio.TOKEN,
            "from": "+4930123",
            "base_url": web.url(""),
        },
        {"via": {"kind": "twilio", "credential": "it"}, "to": "+4915112345678", **HELLO},
        Twilio.TOKEN,
        None,
    ),
}
every = pytest.mark.parametrize("messenger", MESSENGERS.values(), ids=MESSENGERS)


@asynccontextmanager
async def served(bench: Bench, messenger: Messenger, **fields: Any) -> AsyncIterator[Any]:
    service = messenger.service()
    async with serve_service(service) as web:
        bench.backend.credentials["it"] = messenger.credential(web) | fields
        yield service


async def failing(bench: Bench, node: str, config: dict[str, Any]) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await bench(node, config)
    return failed.value


def shown(error: NodeError) -> str:
    return json.dumps([error.message, error.hint, error.details])


@every
async def test_a_message_is_taken(bench: Bench, messenger: Messenger) -> None:
    async with served(bench, messenger) as service:
        await bench(messenger.node, messenger.config)
    assert len(service.messages) == 1
    assert HELLO["text"] in json.dumps(service.messages, ensure_ascii=False)


@every
async def test_too_many_requests_say_when_to_try_again(bench: Bench, messenger: Messenger) -> None:
    async with served(bench, messenger) as service:
        service.limited = 1
        error = await failing(bench, messenger.node, messenger.config)
        await bench(messenger.node, messenger.config)
    assert (error.code, error.retryable) == ("service.rate_limited", True)
    assert error.details.get("retry_after_s") == messenger.wait_s
    assert len(service.messages) == 1


@every
async def test_a_service_that_is_out_of_order_is_worth_another_try(bench: Bench, messenger: Messenger) -> None:
    async with served(bench, messenger) as service:
        service.broken = 1
        error = await failing(bench, messenger.node, messenger.config)
    assert (error.code, error.retryable) == ("service.unavailable", True)
    assert messenger.secret not in shown(error)


@every
async def test_a_service_that_is_gone_is_worth_another_try_and_the_secret_is_not_shown(
    bench: Bench, messenger: Messenger, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        async with served(bench, messenger):
            pass
        error = await failing(bench, messenger.node, messenger.config)
    assert (error.code, error.retryable) == ("http.connect", True)
    assert messenger.secret not in shown(error) + caplog.text


@every
async def test_the_network_guard_holds_here_too(bench: Bench, messenger: Messenger) -> None:
    async with served(bench, messenger) as service, client(private=False) as http:
        bench.http = http
        with pytest.raises(NetworkBlocked) as blocked:
            await bench(messenger.node, messenger.config)
    assert messenger.secret not in shown(blocked.value)
    assert service.messages == []


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("slack bot", {"token": "xoxb-wrong"}, "service.unauthorized"),
        ("telegram", {"token": "123456:" + "A" * 35}, "service.unauthorized"),
        ("telegram", {"token": "1:A"}, "service.unauthorized"),
        ("twilio", {"auth_token": "wrong"}, "service.unauthorized"),
        ("telegram", {"token": "../../admin"}, "credential.unfit"),
        ("telegram", {"token": "1:A\n"}, "service.unauthorized"),
        ("slack bot", {"token": "x\r\nX-Evil: 1"}, "credential.unfit"),
        ("slack bot", {"token": "grün"}, "credential.unfit"),
        ("slack bot", {"token": ""}, "credential.unfit"),
        ("slack bot", {"type": "basic"}, "credential.unfit"),
        ("discord", {"url": "http://hooks.test:port/secret-of-the-hook"}, "credential.unfit"),
        ("discord", {"url": "file:///etc/passwd"}, "network.blocked"),
    ],
)
async def test_a_bad_credential_is_final_and_not_shown(
    bench: Bench, name: str, fields: dict[str, str], code: str
) -> None:
    messenger = MESSENGERS[name]
    async with served(bench, messenger, **fields) as service:
        error = await failing(bench, messenger.node, messenger.config)
    assert (error.code, error.retryable) == (code, False)
    value = next(iter(fields.values())).strip()
    assert not value or "type" in fields or value not in shown(error)
    assert service.messages == []


@pytest.mark.parametrize(
    ("name", "path", "code", "reason"),
    [
        ("slack webhook", "/services/T000/B000/other", "service.unauthorized", "invalid_token"),
        ("slack webhook", "/services/T999/B999/other", "service.refused", "no_service"),
        ("discord", "/api/webhooks/1/other", "service.unauthorized", "50027"),
        ("discord", "/api/webhooks/2/other", "service.refused", "10015"),
        ("teams", f"{Teams.PATH}?sig=other", "service.unauthorized", "DirectApiAuthorizationRequired"),
        ("teams", "/workflows/2?sig=other", "service.refused", "WorkflowNotFound"),
    ],
)
async def test_an_invalid_webhook_is_final(bench: Bench, name: str, path: str, code: str, reason: str) -> None:
    messenger = MESSENGERS[name]
    async with serve_service(messenger.service()) as web:
        kind = messenger.credential(web)["type"]
        bench.backend.credentials["it"] = {"type": kind, "url": web.url(path)}
        error = await failing(bench, messenger.node, messenger.config)
    assert (error.code, error.details["reason"], error.retryable) == (code, reason, False)
    assert "other" not in shown(error)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        (
            "slack bot",
            {"via": {"kind": "bot", "credential": "it", "channel": "#nowhere"}},
            "Slack refused: channel_not_found.",
        ),
        (
            "slack bot",
            {"blocks": [{}]},
            "Slack refused: invalid_blocks [ERROR] missing required field: type [json-pointer:/blocks/0].",
        ),
        ("telegram", {"chat": "77"}, "Telegram refused: Bad Request: chat not found."),
        ("telegram", {"chat": "13"}, "Telegram refused: Forbidden: bot was blocked by the user."),
        (
            "telegram",
            {"format": "HTML", "content": {"kind": "text", "text": "<b>x"}},
            "Telegram refused: Bad Request: can't parse entities: Can't find end tag corresponding to start tag b.",
        ),
        (
            "twilio",
            {"to": "+15550000000"},
            "Twilio refused: The 'To' number +15550000000 is not a valid phone number.",
        ),
        ("twilio", {"to": "+49000000000"}, "Twilio refused: Unreachable."),
    ],
)
async def test_what_the_service_refuses_is_final(bench: Bench, name: str, change: dict[str, Any], message: str) -> None:
    messenger = MESSENGERS[name]
    async with served(bench, messenger):
        error = await failing(bench, messenger.node, {**messenger.config, **change})
    assert (error.code, error.message, error.retryable) == ("service.refused", message, False)


async def test_slack_answers_in_a_thread_with_blocks(bench: Bench) -> None:
    messenger = MESSENGERS["slack bot"]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*Hi*"}}]
    via = {"kind": "bot", "credential": "it", "channel": "C1", "thread": "1.2"}
    async with served(bench, messenger) as service:
        output = await bench("notify.slack", {"via": via, "blocks": blocks, "unfurl": False})
    assert service.messages == [
        {"channel": "C1", "thread_ts": "1.2", "blocks": blocks, "unfurl_links": False, "unfurl_media": False}
    ]
    assert output == {"channel": "C1", "ts": "1503435956.000247", "file": None}


async def test_slack_gets_a_file_with_a_comment(bench: Bench) -> None:
    file = (await bench.backend.blob_put(PNG, "shot.png", "image/png")).model_dump()
    via = {"kind": "bot", "credential": "it", "channel": "C1", "thread": "1.2", "file": file}
    async with served(bench, MESSENGERS["slack bot"]) as service:
        output = await bench("notify.slack", {"via": via, "text": "Look"})
    assert service.uploads == {"F1": PNG}
    assert service.messages == [
        {
            "files": [{"id": "F1", "title": "shot.png"}],
            "channel_id": "C1",
            "thread_ts": "1.2",
            "initial_comment": "Look",
        }
    ]
    assert output["file"] == "F1"


async def test_discord_rings_nobody_unless_allowed_and_takes_files(bench: Bench) -> None:
    file = (await bench.backend.blob_put(PNG, "ü.png", "image/png")).model_dump()
    async with served(bench, MESSENGERS["discord"]) as service:
        output = await bench("notify.discord", {"credential": "it", "text": "@everyone", "thread": 5})
        await bench("notify.discord", {"credential": "it", "text": "@everyone", "mentions": True, "username": "F"})
        await bench("notify.discord", {"credential": "it", "files": [file, file], "embeds": [{"title": "E"}]})
    quiet, loud, rich = service.messages
    assert (quiet["allowed_mentions"], quiet["query"]) == ({"parse": []}, {"wait": "true", "thread_id": "5"})
    assert "allowed_mentions" not in loud
    assert loud["username"] == "F"
    assert rich["embeds"] == [{"title": "E"}]
    assert service.files == {"files[0]": ("ü.png", PNG), "files[1]": ("ü.png", PNG)}
    assert output == {"id": "99", "channel": "7"}


async def test_teams_gets_a_card_made_of_parts_or_a_whole_one(bench: Bench) -> None:
    content = {
        "kind": "message",
        "title": "T",
        "text": "x",
        "facts": {"n": 3},
        "links": [{"title": "L", "url": "https://x.test/"}],
    }
    whole = {"type": "AdaptiveCard", "version": "1.5", "body": []}
    async with served(bench, MESSENGERS["teams"]) as service:
        await bench("notify.teams", {"credential": "it", "content": content})
        await bench("notify.teams", {"credential": "it", "content": {"kind": "card", "card": whole}})
    made, given = service.messages
    assert [each["type"] for each in made["body"]] == ["TextBlock", "TextBlock", "FactSet"]
    assert made["body"][2]["facts"] == [{"title": "n", "value": "3"}]
    assert made["actions"] == [{"type": "Action.OpenUrl", "title": "L", "url": "https://x.test/"}]
    assert (made["type"], made["version"], given) == ("AdaptiveCard", "1.4", whole)


async def test_telegram_gets_photos_and_files(bench: Bench) -> None:
    file = (await bench.backend.blob_put(PNG, "shot.png", "image/png")).model_dump()
    config = {"credential": "it", "chat": "@news", "format": "MarkdownV2", "silent": True, "topic": 3}
    async with served(bench, MESSENGERS["telegram"]) as service:
        await bench("notify.telegram", {**config, "content": {"kind": "photo", "file": file, "caption": "*C*"}})
        output = await bench("notify.telegram", {**config, "content": {"kind": "document", "file": file}})
    photo, document = service.messages
    common = {"chat_id": "@news", "parse_mode": "MarkdownV2", "disable_notification": "true", "message_thread_id": "3"}
    assert photo == {"method": "sendPhoto", **common, "caption": "*C*", "photo": ("shot.png", PNG)}
    assert document == {"method": "sendDocument", **common, "document": ("shot.png", PNG)}
    assert output == {"message_id": 2, "chat": 42}


async def test_twilio_takes_an_api_key_and_a_messaging_service(bench: Bench) -> None:
    fields = {"key_sid": Twilio.ACCOUNT, "key_secret": Twilio.TOKEN, "auth_token": "", "messaging_service_sid": "MG1"}
    async with served(bench, MESSENGERS["twilio"], **fields) as service:
        output = await bench("notify.sms", MESSENGERS["twilio"].config)
        await bench(
            "notify.sms",
            {**MESSENGERS["twilio"].config, "via": {"kind": "twilio", "credential": "it", "from": "Shop"}},
        )
    first, second = service.messages
    assert (first.get("From"), first["MessagingServiceSid"], second["From"]) == (None, "MG1", "Shop")
    assert output == {"id": "SM1", "status": "queued", "parts": 1}


async def test_a_file_that_is_too_large_is_refused_before_anything_is_sent(bench: Bench) -> None:
    file = (await bench.backend.blob_put(bytes(10 * 1024 * 1024 + 1), "big.png", "image/png")).model_dump()
    async with served(bench, MESSENGERS["telegram"]) as service:
        content = {"kind": "photo", "file": file}
        error = await failing(bench, "notify.telegram", {"credential": "it", "chat": 42, "content": content})
    assert (error.code, service.messages) == ("message.too_large", [])


async def test_a_card_that_teams_does_not_take_is_refused_before_it_is_sent(bench: Bench) -> None:
    async with served(bench, MESSENGERS["teams"]) as service:
        content = {"kind": "message", "text": "x" * 28_672}
        error = await failing(bench, "notify.teams", {"credential": "it", "content": content})
    assert (error.code, error.field, service.messages) == ("message.too_large", "/content", [])


@pytest.mark.parametrize(
    ("node", "config"),
    [
        ("notify.slack", {"via": {"kind": "webhook", "credential": "it"}}),
        ("notify.discord", {"credential": "it"}),
        ("notify.discord", {"credential": "it", "text": "x" * 2_001}),
        ("notify.telegram", {"credential": "it", "chat": "../42", "content": {"kind": "text", "text": "x"}}),
        ("notify.sms", {"via": {"kind": "twilio", "credential": "it"}, "to": "123", "text": "x"}),
    ],
)
def test_what_no_service_takes_is_a_problem_of_the_config(bench: Bench, node: str, config: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        bench.config(node, config)
