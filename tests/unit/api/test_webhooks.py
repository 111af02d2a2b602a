"""Webhooks: addresses, proofs, deliveries that come twice, bodies, captured test calls."""

import asyncio
import hmac
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.api import Api, api
from tests.unit.api.test_hooks import address, flow_of, hooked, path_of

SECRET = "a-secret-that-is-shared"
REPLY = {"key": "reply", "type": "http.webhook_reply", "config": {"status": 201, "body": {"run": "{{ run.id }}"}}}


async def credential(host: Api, type_: str = "hmac", **fields: str) -> str:
    body = {"name": f"hook-{type_}", "type": type_, "fields": fields or {"secret": SECRET}}
    return str((await host.ok("POST", "/credentials", json=body))["id"])


def mac(text: bytes, secret: str = SECRET) -> str:
    return hmac.digest(secret.encode(), text, "sha256").hex()


async def runs(host: Api) -> list[dict[str, Any]]:
    return list((await host.ok("GET", "/runs", params={"limit": 1000}))["items"])


def code(answer: httpx.Response, status: int) -> str:
    assert answer.status_code == status, answer.text
    return str(answer.json()["code"])


class TestAddress:
    async def test_without_the_secret_there_is_nothing(self, host: Api) -> None:
        url = await address(host, hooked())
        short = f"/hooks/{flow_of(url)}"
        for wrong in (short, f"{short}/", f"{url}x", url[:-1], f"{short}/{'0' * 32}", f"{url}/more"):
            assert code(await host.http.post(wrong), 404) == "hook.not_found"
        assert (await host.http.post(url)).status_code == 200

    async def test_a_flow_may_do_without(self, host: Api) -> None:
        url = await address(host, hooked(path_secret=False))
        assert url.count("/") == 2
        assert (await host.http.post(url)).status_code == 200
        assert (await host.http.post(f"{url}/wrong")).status_code == 404

    async def test_rotation_counts_at_once(self, host: Api) -> None:
        old = await address(host, hooked())
        assert (await host.http.post(old)).status_code == 200
        new = path_of(await host.ok("POST", f"/flows/{flow_of(old)}/webhook/rotate"))
        assert (await host.http.post(old)).status_code == 404
        assert (await host.http.post(new)).status_code == 200
        assert path_of(await host.ok("GET", f"/flows/{flow_of(old)}/webhook")) == new

    async def test_two_who_ask_first_get_the_same_secret(self, host: Api) -> None:
        flow_id = (await host.ok("POST", "/flows", json=hooked()))["id"]
        found = await asyncio.gather(*(host.ok("GET", f"/flows/{flow_id}/webhook") for _ in range(8)))
        assert len({each["url"] for each in found}) == 1

    async def test_secrets_are_sealed_at_rest(self, host: Api) -> None:
        url = await address(host, hooked())
        item = await host.app.stores.hooks.table.get(f"HOOK#{flow_of(url)}", "SECRET#webhook")
        assert item is not None
        assert url.rpartition("/")[2] not in str(item)

    async def test_they_outlast_a_restart(self, tmp_path: Path) -> None:
        async with api(tmp_path) as host:
            url = await address(host, hooked())
        async with api(tmp_path) as host:
            assert (await host.http.post(url)).status_code == 200

    async def test_a_purged_flow_takes_its_secret_along(self, host: Api) -> None:
        url = await address(host, hooked())
        path = f"/flows/{flow_of(url)}"
        await host.ok("DELETE", path)
        assert (await host.http.post(url)).status_code == 404
        await host.ok("DELETE", path, params={"purge": True})
        await host.ok("POST", "/flows", json={**hooked(), "id": flow_of(url)})
        assert (await host.http.post(url)).status_code == 404


class TestDescription:
    async def test_says_where_and_how(self, host: Api) -> None:
        flow_id = (await host.ok("POST", "/flows", json=hooked()))["id"]
        said = await host.ok("GET", f"/flows/{flow_id}/webhook")
        assert said["url"].startswith("http://localhost/hooks/")
        assert said["test_url"].startswith(f"http://localhost/hooks/test/{flow_id}/")
        assert said["url"] in said["curl"]
        assert (said["version"], said["published"]) == (None, False)
        assert said["settings"]["methods"] == ["POST"]
        await host.ok("POST", f"/flows/{flow_id}/publish", json={})
        assert (await host.ok("GET", f"/flows/{flow_id}/webhook"))["version"] == 1

    async def test_a_flow_without_one_says_so(self, host: Api) -> None:
        flow_id = (await host.ok("POST", "/flows", json={**hooked(), "nodes": [], "edges": []}))["id"]
        assert (await host.refused("GET", f"/flows/{flow_id}/webhook", 404))["code"] == "webhook.none"
        assert (await host.refused("GET", "/flows/gone/webhook", 404))["code"] == "flow.not_found"

    async def test_a_token_in_the_flow_is_not_shown(self, host: Api) -> None:
        flow_id = (await host.ok("POST", "/flows", json=hooked(token="t" * 20)))["id"]
        said = await host.ok("GET", f"/flows/{flow_id}/webhook")
        assert "t" * 20 not in str(said)
        assert "$TOKEN" in said["curl"]

    @pytest.mark.parametrize("kind", ["github", "stripe", "slack", "shopify", "flow"])
    async def test_the_sample_call_is_accepted(self, host: Api, kind: str) -> None:
        """The shell signs; what it would send is sent by hand, since there is no server to connect to."""
        proof = {"kind": kind, "credential": await credential(host)}
        url = await address(host, hooked(proof=proof))
        said = await host.ok("GET", f"/flows/{flow_of(url)}/webhook")
        script = said["curl"].replace("curl -i", "show")
        shell = f'show() {{ printf "%s\\n" "$@"; }}\nSECRET={SECRET}\n{script}'
        process = await asyncio.create_subprocess_exec("bash", "-c", shell, stdout=asyncio.subprocess.PIPE)
        lines = (await process.communicate())[0].decode().splitlines()
        headers = dict(lines[place + 1].split(": ", 1) for place, line in enumerate(lines) if line == "-H")
        answer = await host.http.post(url, headers=headers, content=lines[lines.index("-d") + 1])
        assert answer.status_code == 200, answer.text


class TestProofs:
    async def test_a_signature_is_asked_for(self, host: Api) -> None:
        url = await address(host, hooked(proof={"kind": "github", "credential": await credential(host)}))
        raw = b'{"n": 1}'
        headers = {"x-hub-signature-256": f"sha256={mac(raw)}", "content-type": "application/json"}
        answer = await host.http.post(url, content=raw, headers=headers)
        assert answer.json()["body"] == {"n": 1}
        assert mac(raw) not in answer.text
        for wrong in ({**headers, "x-hub-signature-256": f"sha256={mac(raw, 'x')}"}, {"content-type": "text/plain"}):
            refused = await host.http.post(url, content=raw, headers=wrong)
            assert code(refused, 401) == "webhook.signature"
            assert refused.headers["www-authenticate"]
        assert len(await runs(host)) == 1

    async def test_a_token_from_a_credential(self, host: Api) -> None:
        proof = {"kind": "token", "credential": await credential(host, "bearer", token="t" * 20), "header": "X-Key"}
        url = await address(host, hooked(proof=proof))
        assert code(await host.http.post(url, headers={"x-key": "wrong"}), 401) == "webhook.token"
        answer = await host.http.post(url, headers={"x-key": "t" * 20})
        assert answer.status_code == 200
        assert "t" * 20 not in answer.text

    async def test_a_replaced_credential_counts_at_once(self, host: Api) -> None:
        id_ = await credential(host)
        url = await address(host, hooked(proof={"kind": "github", "credential": id_}))
        assert (await host.http.post(url, headers={"x-hub-signature-256": f"sha256={mac(b'')}"})).status_code == 200
        await host.ok("PUT", f"/credentials/{id_}", json={"fields": {"secret": "another"}})
        assert (await host.http.post(url, headers={"x-hub-signature-256": f"sha256={mac(b'')}"})).status_code == 401

    async def test_a_credential_that_is_missing_is_the_owners_fault(self, host: Api) -> None:
        url = await address(host, hooked(proof={"kind": "github", "credential": "gone"}))
        assert code(await host.http.post(url), 500) == "webhook.credential"

    async def test_slack_is_told_its_challenge(self, host: Api) -> None:
        url = await address(host, hooked(proof={"kind": "slack", "credential": await credential(host)}))
        raw, at = b'{"type": "url_verification", "challenge": "3eZbrw1a"}', str(int(time.time()))
        headers = {"x-slack-request-timestamp": at, "content-type": "application/json"}
        assert code(await host.http.post(url, content=raw, headers=headers), 401) == "webhook.signature"
        headers["x-slack-signature"] = f"v0={mac(f'v0:{at}:'.encode() + raw)}"
        assert (await host.http.post(url, content=raw, headers=headers)).json() == {"challenge": "3eZbrw1a"}
        assert await runs(host) == []

    async def test_addresses_of_callers(self, host: Api) -> None:
        assert (await host.http.post(await address(host, hooked(networks=["127.0.0.0/8", "::1"])))).status_code == 200
        url = await address(host, hooked(networks=["192.0.2.0/24"]))
        assert code(await host.http.post(url), 403) == "webhook.caller"


class TestDeliveries:
    async def test_what_is_sent_again_gets_the_first_answer(self, host: Api) -> None:
        proof = {"kind": "github", "credential": await credential(host)}
        url = await address(host, hooked(REPLY, edges=("hook>reply",), proof=proof))
        headers = {"x-hub-signature-256": f"sha256={mac(b'')}", "x-github-delivery": "72d3162e"}
        first, second = [await host.http.post(url, headers=headers) for _ in range(2)]
        assert (second.status_code, second.json()) == (first.status_code, first.json()) == (201, first.json())
        assert second.headers["x-duplicate"] == "true"
        other = await host.http.post(url, headers={**headers, "x-github-delivery": "72d3162f"})
        assert other.json() != first.json()
        assert len(await runs(host)) == 2

    async def test_a_replayed_signature_counts_once_under_any_id(self, host: Api) -> None:
        proof = {"kind": "github", "credential": await credential(host)}
        url = await address(host, hooked(proof=proof, deliveries={"by": "signature"}, on_duplicate="conflict"))
        headers = {"x-hub-signature-256": f"sha256={mac(b'')}", "x-github-delivery": "1"}
        assert (await host.http.post(url, headers=headers)).status_code == 200
        headers = {"x-hub-signature-256": f"sha256={mac(b'').upper()}", "x-github-delivery": "2"}
        assert code(await host.http.post(url, headers=headers), 409) == "webhook.duplicate"
        assert len(await runs(host)) == 1

    async def test_stripe_events_count_once_although_they_are_signed_anew(self, host: Api) -> None:
        proof = {"kind": "stripe", "credential": await credential(host)}
        url = await address(host, hooked(proof=proof, response="immediate"))
        raw, now, answers = b'{"id": "evt_1"}', int(time.time()), []
        for at in (now, now - 60):
            headers = {"stripe-signature": f"t={at},v1={mac(f'{at}.'.encode() + raw)}"}
            headers["content-type"] = "application/json"
            answers.append(await host.http.post(url, content=raw, headers=headers))
        assert [each.status_code for each in answers] == [202, 202]
        assert answers[0].json() == answers[1].json()

    @pytest.mark.parametrize(("how", "status"), [("accept", 200), ("conflict", 409)])
    async def test_or_what_the_flow_chose(self, host: Api, how: str, status: int) -> None:
        url = await address(host, hooked(REPLY, edges=("hook>reply",), on_duplicate=how))
        for wanted in (201, status, status):
            assert (await host.http.post(url, headers={"idempotency-key": "k"})).status_code == wanted
        assert len(await runs(host)) == 1

    async def test_an_id_in_the_body(self, host: Api) -> None:
        deliveries = {"by": "field", "field": "event.id", "required": True}
        url = await address(host, hooked(deliveries=deliveries))
        first, second, other = [
            (await host.http.post(url, json={"event": {"id": each}})).headers["x-run-id"] for each in (7, 7, 8)
        ]
        assert first == second != other
        assert code(await host.http.post(url, json={"event": {}}), 422) == "webhook.delivery"

    async def test_all_calls_may_be_new(self, host: Api) -> None:
        url = await address(host, hooked(deliveries={"by": "none"}))
        for _ in range(2):
            await host.http.post(url, headers={"idempotency-key": "k"})
        assert len(await runs(host)) == 2

    @pytest.mark.parametrize("how", ["first", "accept", "conflict"])
    @pytest.mark.parametrize("response", ["reply", "immediate"])
    async def test_32_at_once_start_one_run(self, host: Api, how: str, response: str) -> None:
        deliveries = {"by": "header", "header": "X-Delivery"}
        document = hooked(REPLY, edges=("hook>reply",), deliveries=deliveries, on_duplicate=how, response=response)
        url = await address(host, document)
        calls = [host.http.post(url, json={"n": n}, headers={"x-delivery": "d"}) for n in range(32)]
        answers = await asyncio.gather(*calls)
        assert len(await runs(host)) == 1
        statuses = sorted({each.status_code for each in answers})
        first = 201 if response == "reply" else 202
        assert statuses == {"first": [first], "accept": sorted({200, first}), "conflict": [first, 409]}[how]
        assert [each.status_code for each in answers].count(first) == (32 if how == "first" else 1)
        if how == "first":
            assert len({each.text for each in answers}) == 1

    async def test_two_hosts_on_one_store_start_one_run(self, host: Api) -> None:
        from flow_builder.api.app import create_app

        url = await address(host, hooked(deliveries={"by": "header", "header": "X-Delivery"}, response="immediate"))
        transports = [httpx.ASGITransport(app=create_app(host.app)) for _ in range(4)]
        clients = [httpx.AsyncClient(transport=each, base_url="http://localhost") for each in transports]
        calls = [client.post(url, headers={"x-delivery": "d"}) for client in clients for _ in range(8)]
        answers = await asyncio.gather(*calls)
        assert len({each.json()["run"] for each in answers}) == 1
        assert len(await runs(host)) == 1
        for client in clients:
            await client.aclose()


class TestBodies:
    async def test_files_of_a_form_are_files_of_the_run(self, host: Api) -> None:
        url = await address(host, hooked())
        files = [("doc", ("../a b.txt", b"one", "text/plain")), ("doc", ("b.bin", b"\x00\xff", "image/png"))]
        body = (await host.http.post(url, data={"name": "Ada", "tag": ["x", "y"]}, files=files)).json()["body"]
        assert (body["name"], body["tag"]) == ("Ada", ["x", "y"])
        assert [(each["name"], each["bytes"], each["content_type"]) for each in body["doc"]] == [
            ("a b.txt", 3, "text/plain"),
            ("b.bin", 2, "image/png"),
        ]
        found = await host.http.get(f"/api/v1/artifacts/{body['doc'][1]['artifact']}")
        assert found.content == b"\x00\xff"

    async def test_a_file_that_comes_twice_is_kept_once(self, host: Api) -> None:
        url = await address(host, hooked())
        sent = {"content": b"\x89PNG", "headers": {"content-type": "image/png", "idempotency-key": "k"}}
        answers = await asyncio.gather(*(host.http.post(url, **sent) for _ in range(8)))  # type: ignore[arg-type]
        names = {each.json()["body"]["artifact"] for each in answers}
        assert len(names) == 1
        kept = [each async for each in host.app.stores.artifacts.blobs.keys("local/artifacts")]
        assert len(kept) == 1

    async def test_binary_bodies_as_text(self, host: Api) -> None:
        url = await address(host, hooked(binary="base64"))
        answer = await host.http.post(url, content=b"\x00\x01", headers={"content-type": "application/pdf"})
        assert answer.json()["body"] == {"name": "body", "content_type": "application/pdf", "base64": "AAE="}

    @pytest.mark.parametrize(
        ("kind", "raw", "value"),
        [
            ("application/xml", b"<a/>", "<a/>"),
            ("application/soap+xml; charset=iso-8859-1", b"<a>\xfc</a>", "<a>ü</a>"),
            ("text/csv", b"a,b", "a,b"),
            ("application/vnd.api+json", b"[1]", [1]),
            ("application/x-www-form-urlencoded", b"a=1&a=2&b=", {"a": ["1", "2"], "b": ""}),
        ],
    )
    async def test_values_and_texts(self, host: Api, kind: str, raw: bytes, value: Any) -> None:
        answer = await host.http.post(await address(host, hooked()), content=raw, headers={"content-type": kind})
        assert answer.json()["body"] == value

    @pytest.mark.parametrize(
        ("kind", "raw"),
        [
            ("application/json", b"{"),
            ("application/json", b"[NaN]"),
            ("application/json", b"[" * 100_000),
            ("text/plain; charset=klingon", b"x"),
            ("text/plain", b"\xff"),
            ("multipart/form-data", b"--x"),
            ("multipart/form-data; boundary=x", b"--x\r\nnonsense"),
            ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\ncut'),
            ("multipart/form-data; boundary=x", b"--x\r\nContent-Type: a/b\r\n\r\n1\r\n--x--\r\n"),
            ("application/x-www-form-urlencoded", b"a=1&" * 1_001),
        ],
    )
    async def test_what_is_not_what_it_says_is_refused(self, host: Api, kind: str, raw: bytes) -> None:
        answer = await host.http.post(await address(host, hooked()), content=raw, headers={"content-type": kind})
        assert code(answer, 422) == "webhook.body"
        assert await runs(host) == []

    async def test_size_and_type_are_limited(self, host: Api) -> None:
        url = await address(host, hooked(max_bytes=10, content_types=["image/*", "application/json"]))
        for kind, length, status in (
            ("image/png", 10, 200),
            ("image/png", 11, 413),
            ("text/plain", 1, 415),
            ("", 1, 415),
        ):
            headers = {"content-type": kind} if kind else {}
            assert (await host.http.post(url, content=b"x" * length, headers=headers)).status_code == status
        assert (await host.http.post(url)).status_code == 200

    async def test_large_files_are_fine_large_values_are_not(self, host: Api) -> None:
        url = await address(host, hooked(max_bytes=4_000_000))
        large = b"x" * 3_000_000
        answer = await host.http.post(url, files={"f": ("f", large, "application/octet-stream")})
        assert answer.json()["body"]["f"]["bytes"] == 3_000_000
        assert code(await host.http.post(url, content=large), 413) == "input.too_large"


class TestMethods:
    async def test_head_and_options_start_nothing(self, host: Api) -> None:
        url = await address(host, hooked(methods=["GET", "PUT"]))
        head = await host.http.head(url)
        assert (head.status_code, head.content) == (200, b"")
        options = await host.http.options(url)
        assert (options.status_code, options.headers["allow"]) == (204, "GET, PUT, HEAD, OPTIONS")
        wrong = await host.http.post(url)
        assert (code(wrong, 405), wrong.headers["allow"]) == ("webhook.method", "GET, PUT, HEAD, OPTIONS")
        assert await runs(host) == []

    async def test_pages_that_may_call(self, host: Api) -> None:
        shop = "https://shop.example.com"
        url = await address(host, hooked(cors={"origins": [shop]}))
        asked = {"origin": shop, "access-control-request-method": "POST"}
        preflight = await host.http.options(url, headers=asked)
        assert preflight.headers["access-control-allow-origin"] == shop
        assert preflight.headers["access-control-allow-methods"] == "POST"
        assert preflight.headers["access-control-max-age"] == "600"
        answer = await host.http.post(url, headers={"origin": shop})
        assert answer.headers["access-control-allow-origin"] == shop
        assert "origin" in answer.headers["vary"].lower()
        refused = await host.http.put(url, headers={"origin": shop})
        assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (405, shop)
        other = await host.http.post(url, headers={"origin": "https://other.example.com"})
        assert "access-control-allow-origin" not in other.headers

    async def test_without_a_list_no_page_gets_an_answer(self, host: Api) -> None:
        answer = await host.http.post(await address(host, hooked()), headers={"origin": "https://a.example"})
        assert "access-control-allow-origin" not in answer.headers

    async def test_failures_have_the_status_that_was_chosen(self, host: Api) -> None:
        wrong = {"key": "no", "type": "core.assert", "config": {"that": False, "message": "No stock"}}
        document = hooked(wrong, edges=("hook>no",), failure_status=422, failure_details=True)
        answer = await host.http.post(await address(host, document))
        assert (answer.status_code, answer.json()["error"]["node"]) == (422, "no")
        assert "No stock" in answer.json()["error"]["message"]


class TestCaptures:
    async def sent(self, host: Api, url: str, **request: Any) -> dict[str, Any]:
        answer = await host.http.post(url, **request)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = await host.ok(
            "GET", f"/flows/{url.split('/')[3]}/webhook/captures/{answer.json()['capture']}"
        )
        return found

    async def place(self, host: Api, document: dict[str, Any] | None = None) -> str:
        flow_id = (await host.ok("POST", "/flows", json=document or hooked()))["id"]
        return path_of(await host.ok("GET", f"/flows/{flow_id}/webhook"), "test_url")

    async def test_a_call_is_kept_as_the_trigger_would_give_it(self, host: Api) -> None:
        url = await self.place(host)
        kept = await self.sent(host, f"{url}?v=2", json={"n": 1}, headers={"authorization": "Bearer x", "x-a": "1"})
        assert (kept["input"]["body"], kept["input"]["query"], kept["input"]["method"]) == (
            {"n": 1},
            {"v": "2"},
            "POST",
        )
        assert kept["input"]["headers"]["x-a"] == "1"
        assert "authorization" not in kept["input"]["headers"]
        assert (kept["bytes"], kept["problem"], kept["run"], kept["truncated"]) == (7, None, None, False)
        assert await runs(host) == []

    async def test_what_would_be_refused_says_why(self, host: Api) -> None:
        proof = {"kind": "github", "credential": await credential(host)}
        url = await self.place(host, hooked(proof=proof, content_types=["application/json"]))
        kept = await self.sent(host, url, json={}, headers={"x-hub-signature-256": "sha256=00"})
        assert kept["problem"]["code"] == "webhook.signature"
        assert "x-hub-signature-256" not in kept["input"]["headers"]
        assert (await self.sent(host, url, content=b"{", headers={"content-type": "text/html"}))["input"]["body"] == "{"

    async def test_the_last_20_are_kept(self, host: Api) -> None:
        url = await self.place(host)
        for n in range(23):
            await host.http.post(url, json=n)
        path = f"/flows/{url.split('/')[3]}/webhook/captures"
        assert [each["input"]["body"] for each in (await host.ok("GET", path))["items"]] == [*range(22, 2, -1)]
        await host.ok("DELETE", path)
        assert (await host.ok("GET", path))["items"] == []
        assert (await host.refused("GET", f"{path}/call_1", 404))["code"] == "capture.not_found"

    async def test_long_ones_are_cut(self, host: Api) -> None:
        kept = await self.sent(host, await self.place(host), json={"a": "x" * 300_000})
        assert kept["truncated"]
        assert kept["input"]["body"].startswith('{"a":"xxx')
        assert len(kept["input"]["body"]) == 20_000

    async def test_files_are_described(self, host: Api) -> None:
        kept = await self.sent(host, await self.place(host), files={"f": ("a.txt", b"one", "text/plain")})
        assert (kept["input"]["body"]["f"]["name"], kept["input"]["body"]["f"]["artifact"]) == ("a.txt", None)

    async def test_the_draft_can_be_run_on_it(self, host: Api) -> None:
        url = await self.place(host)
        flow_id = url.split("/")[3]
        await host.ok("POST", f"/flows/{flow_id}/publish", json={})
        kept = await self.sent(host, url, json={"n": 1})
        run = await host.ok("POST", f"/flows/{flow_id}/webhook/captures/{kept['id']}/run")
        ended = await host.ok("GET", f"/runs/{run['id']}", params={"wait": 20})
        assert (ended["status"], ended["version"], ended["output"]["body"]) == ("succeeded", None, {"n": 1})

    async def test_or_is_run_at_once(self, host: Api) -> None:
        url = await self.place(host, hooked(REPLY, edges=("hook>reply",), test_runs=True))
        answer = await host.http.post(url)
        assert (answer.status_code, answer.json()) == (201, {"run": answer.headers["x-run-id"]})
        kept = (await host.ok("GET", f"/flows/{url.split('/')[3]}/webhook/captures"))["items"][0]
        assert kept["run"] == answer.headers["x-run-id"]

    async def test_a_test_does_not_stand_in_for_the_real_call(self, host: Api) -> None:
        flow_id = (await host.ok("POST", "/flows", json=hooked(test_runs=True)))["id"]
        webhook = await host.ok("GET", f"/flows/{flow_id}/webhook")
        headers = {"idempotency-key": "k"}
        for name in ("test_url", "url", "test_url"):
            answer = await host.http.post(path_of(webhook, name), headers=headers)
            assert (answer.status_code, "x-duplicate" in answer.headers) == (200, False)
        assert len(await runs(host)) == 3

    async def test_they_need_the_secret(self, host: Api) -> None:
        url = await self.place(host, hooked(path_secret=False))
        assert (await host.http.post(url.rpartition("/")[0] + "/wrong")).status_code == 404
        assert (await host.http.post("/hooks/test/gone/wrong")).status_code == 404
        assert (await host.http.post(url, content=b"x" * (1024 * 1024 + 1))).status_code == 413

    async def test_a_pinned_capture_serves_as_the_triggers_output(self, host: Api) -> None:
        url = await self.place(host)
        kept = await self.sent(host, url, json={"n": 1})
        document = hooked(
            {"key": "say", "type": "core.merge", "config": {"value": "{{ steps.hook.body.n }}"}}, edges=("hook>say",)
        )
        document["nodes"][0]["pinned_output"] = kept["input"]
        assert (await host.run(document, pinned=True))["output"] == 1


async def test_a_token_in_the_flow_still_works_with_a_warning(host: Api) -> None:
    created = await host.ok("POST", "/flows", json=hooked(token="t" * 20))
    found = await host.ok("GET", f"/flows/{created['id']}")
    warning = next(each for each in found["diagnostics"] if each["code"] == "config.deprecated")
    assert (warning["severity"], warning["field"]) == ("warning", "/config/token")
    assert "proof" in warning["hint"]
    url = path_of(await host.ok("GET", f"/flows/{created['id']}/webhook"))
    assert (await host.http.post(url, headers={"x-flow-token": "t" * 20})).status_code == 200
