"""Signatures of webhooks, against the examples that their senders document."""

import base64
import hmac
from typing import Any

import pytest
from pydantic import TypeAdapter

from flow_builder.errors import CompileFailed, InvalidInput
from flow_builder.nodes.notify.webhook_out import signature
from flow_builder.nodes.trigger._webhook import Proof
from flow_builder.services.hook_proofs import prove_signature, prove_token, signature_header

AT = 1_531_420_618
SLACK_BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
    b"&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
    b"&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
SLACK = {
    "x-slack-request-timestamp": str(AT),
    "x-slack-signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
}
GITHUB = {"x-hub-signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}
STANDARD = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def proof(kind: str, **more: Any) -> Any:
    return TypeAdapter(Proof).validate_python({"kind": kind, "credential": "c", **more})


def proved(how: Any, secret: str, headers: dict[str, str], raw: bytes, at: float = AT) -> str:
    return prove_signature(how, {"type": "hmac", "secret": secret}, headers, raw, at)


def refused(how: Any, secret: str, headers: dict[str, str], raw: bytes, at: float = AT) -> str:
    with pytest.raises(InvalidInput) as error:
        proved(how, secret, headers, raw, at)
    return error.value.code


def mac(secret: str, text: bytes, algorithm: str = "sha256") -> bytes:
    return hmac.digest(secret.encode(), text, algorithm)


class TestDocumentedExamples:
    def test_github(self) -> None:
        assert proved(proof("github"), "It's a Secret to Everybody", GITHUB, b"Hello, World!")
        assert refused(proof("github"), "It's a Secret to Everybody", GITHUB, b"Hello, World?") == "webhook.signature"
        assert refused(proof("github"), "another", GITHUB, b"Hello, World!") == "webhook.signature"

    def test_slack(self) -> None:
        secret = "8f742231b10e8888abcd99yyyzzz85a5"
        assert proved(proof("slack"), secret, SLACK, SLACK_BODY)
        assert refused(proof("slack"), secret, SLACK, SLACK_BODY + b"&x=1") == "webhook.signature"
        assert refused(proof("slack"), secret, SLACK, SLACK_BODY, AT + 301) == "webhook.stale"
        later = {**SLACK, "x-slack-request-timestamp": str(AT + 301)}
        assert refused(proof("slack"), secret, later, SLACK_BODY, AT + 301) == "webhook.signature"

    def test_standard_webhooks(self) -> None:
        secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
        raw, at = b'{"test": 2432232314}', 1_614_265_330
        assert proved(proof("standard"), secret, STANDARD, raw, at)
        several = {**STANDARD, "webhook-signature": f"v1,AAAA v1a,BBBB {STANDARD['webhook-signature']}"}
        assert proved(proof("standard"), secret, several, raw, at)
        assert refused(proof("standard"), secret, {**STANDARD, "webhook-id": "msg_2"}, raw, at) == "webhook.signature"


class TestStripe:
    RAW = b'{"id": "evt_1"}'

    def headers(self, *secrets: str, at: int = AT) -> dict[str, str]:
        signed = [f"v1={mac(each, f'{at}.'.encode() + self.RAW).hex()}" for each in secrets]
        return {"stripe-signature": ",".join([f"t={at}", *signed, "v0=6ffbb59b2300aae63f272406069a9788598b792a"])}

    def test_signs_time_and_body(self) -> None:
        assert proved(proof("stripe"), "whsec_x", self.headers("whsec_x"), self.RAW)

    def test_while_a_secret_is_replaced_both_are_sent(self) -> None:
        assert proved(proof("stripe"), "new", self.headers("old", "new"), self.RAW)

    @pytest.mark.parametrize("late", [301, -301])
    def test_the_time_must_be_near(self, late: int) -> None:
        assert proved(proof("stripe"), "s", self.headers("s"), self.RAW, AT + late // 2)
        assert refused(proof("stripe"), "s", self.headers("s"), self.RAW, AT + late) == "webhook.stale"
        assert proved(proof("stripe", tolerance_s=900), "s", self.headers("s"), self.RAW, AT + late)

    def test_a_newer_time_needs_a_newer_signature(self) -> None:
        forged = self.headers("s")["stripe-signature"].replace(f"t={AT}", f"t={AT + 600}")
        assert refused(proof("stripe"), "s", {"stripe-signature": forged}, self.RAW, AT + 600) == "webhook.signature"

    def test_the_weaker_scheme_v0_does_not_count(self) -> None:
        signed = mac("s", f"{AT}.".encode() + self.RAW).hex()
        assert (
            refused(proof("stripe"), "s", {"stripe-signature": f"t={AT},v0={signed}"}, self.RAW) == "webhook.signature"
        )


def test_shopify_signs_in_base64() -> None:
    raw = b'{"id":820982911946154508}'
    headers = {"x-shopify-hmac-sha256": base64.b64encode(mac("hush", raw)).decode()}
    assert proved(proof("shopify"), "hush", headers, raw)
    assert refused(proof("shopify"), "hush", headers, raw + b" ") == "webhook.signature"


def test_what_send_webhook_signs_is_taken() -> None:
    headers = {"x-flow-signature": signature("s", b"{}", AT)}
    assert proved(proof("flow"), "s", headers, b"{}")
    assert refused(proof("flow"), "s", headers, b"{}", AT + 301) == "webhook.stale"


class TestOwnScheme:
    @pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512"])
    @pytest.mark.parametrize("encoding", ["hex", "base64"])
    def test_algorithm_encoding_and_prefix(self, algorithm: str, encoding: str) -> None:
        how = proof("hmac", header="X-Sig", algorithm=algorithm, encoding=encoding, prefix=f"{algorithm}=")
        digest = mac("s", b"body", algorithm)
        text = digest.hex() if encoding == "hex" else base64.b64encode(digest).decode()
        assert proved(how, "s", {"x-sig": f"{algorithm}={text}"}, b"body")
        assert refused(how, "s", {"x-sig": text}, b"body") == "webhook.signature"

    def test_time_and_id_can_be_signed(self) -> None:
        how = proof("hmac", signed="{id}|{timestamp}|{body}|", timestamp_header="X-Time", id_header="X-Id")
        at = str(AT * 1_000)
        signed = mac("s", f"7|{at}|body|".encode()).hex()
        assert proved(how, "s", {"x-signature": signed, "x-time": at, "x-id": "7"}, b"body", AT + 299)
        assert refused(how, "s", {"x-signature": signed, "x-time": at, "x-id": "8"}, b"body") == "webhook.signature"

    @pytest.mark.parametrize("at", ["", "soon", "-1", "1e9", "٣", "9" * 400])
    def test_a_time_that_is_none_is_too_old(self, at: str) -> None:
        how = proof("hmac", signed="{timestamp}.{body}", timestamp_header="X-Time")
        headers = {"x-signature": mac("s", f"{at}.b".encode()).hex(), "x-time": at}
        assert refused(how, "s", headers, b"b") == "webhook.stale"


@pytest.mark.parametrize("kind", ["github", "stripe", "slack", "shopify", "standard", "flow", "hmac"])
@pytest.mark.parametrize("given", [None, "", "=", "sha256=", "v0=zz", "t=1,v1=xyz", "v1,!!", "ü" * 64, "00" * 32])
def test_nonsense_is_refused(kind: str, given: str | None) -> None:
    how = proof(kind)
    headers = {} if given is None else {str(signature_header(how)): given}
    assert refused(how, "c2VjcmV0", headers, b"") == "webhook.signature"


def test_comparisons_take_the_same_time_whatever_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Any, Any]] = []
    real = hmac.compare_digest
    monkeypatch.setattr("hmac.compare_digest", lambda a, b: seen.append((a, b)) or real(a, b))
    proved(proof("github"), "It's a Secret to Everybody", GITHUB, b"Hello, World!")
    prove_token(proof("token"), {"token": "t" * 20}, {"authorization": "Bearer " + "t" * 20})
    assert len(seen) == 3
    assert seen[0][0] == seen[0][1]


def test_a_repetition_has_the_same_name_however_it_is_written() -> None:
    upper = {"x-hub-signature-256": "sha256=" + GITHUB["x-hub-signature-256"].removeprefix("sha256=").upper()}
    names = {proved(proof("github"), "It's a Secret to Everybody", each, b"Hello, World!") for each in (GITHUB, upper)}
    assert len(names) == 1


def test_the_previous_secret_counts_while_it_is_named() -> None:
    headers = {"x-hub-signature-256": f"sha256={mac('old', b'').hex()}"}
    assert prove_signature(proof("github"), {"secret": "new", "previous": "old"}, headers, b"", AT)
    assert refused(proof("github"), "new", headers, b"") == "webhook.signature"


@pytest.mark.parametrize("fields", [{}, {"secret": ""}, {"secret": 5}, {"token": "t"}])
def test_a_credential_without_a_secret_proves_nothing(fields: dict[str, Any]) -> None:
    empty = {"x-hub-signature-256": f"sha256={mac('', b'').hex()}"}
    with pytest.raises(CompileFailed) as error:
        prove_signature(proof("github"), fields, empty, b"", AT)
    assert error.value.code == "webhook.credential"


@pytest.mark.parametrize("header", ["authorization", "x-flow-token"])
def test_tokens(header: str) -> None:
    how = proof("token")
    before = "Bearer " if header == "authorization" else ""
    prove_token(how, {"token": "right"}, {header: before + "right"})
    for wrong in ("", "wrong", "right ", "righ"):
        with pytest.raises(InvalidInput):
            prove_token(how, {"token": "right"}, {header: before + wrong + "x"})
    prove_token(proof("token", header="X-Gitlab-Token"), {"token": "right"}, {"x-gitlab-token": "right"})
