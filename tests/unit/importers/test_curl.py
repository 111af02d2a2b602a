"""cURL commands as people write them and as browsers copy them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flow_builder.compiler import compile_flow
from flow_builder.domain.documents import dump_document
from flow_builder.errors import FlowBuilderError, InvalidInput
from flow_builder.importers.curl import import_curl, is_curl
from flow_builder.nodes import CATALOGUE
from flow_builder.nodes.http.request import Config


def request(command: str) -> dict[str, Any]:
    """Returns the request's settings; redirects, which cURL does not follow by itself, left out."""
    document = import_curl(command).document
    assert not [each for each in compile_flow(document, CATALOGUE).diagnostics if each.severity == "error"]
    config: dict[str, Any] = dump_document(document)["nodes"][1]["config"]
    config.pop("follow_redirects", None)
    return config


CHROME_BASH = r"""curl 'https://shop.test/api/orders' \
  -H 'accept: */*' \
  -H 'accept-language: de-DE,de;q=0.9' \
  -H 'authorization: Bearer eyJhbGciOiJIUzI1NiJ9.secret' \
  -H 'content-type: application/json' \
  -b 'sid=s3cr3t-cookie; theme=dark' \
  -H 'origin: https://shop.test' \
  --data-raw $'{"name":"O\'Neill \u00e9","n":[1,2.5,null]}' \
  --compressed"""

CHROME_WINDOWS = """curl ^"https://shop.test/api/orders?a=1^&b=2^" ^\r
  -X ^"PUT^" ^\r
  -H ^"accept: */*^" ^\r
  -H ^"content-type: application/json^" ^\r
  --data-raw ^"^{^\\^"name^\\^":^\\^"50^% ^\\^\\^ off^\\^"^}^\""""

FIREFOX_WINDOWS = (
    'curl.exe "https://shop.test/form" --compressed -X POST -H "Content-Type: application/x-www-form-urlencoded" '
    '--data-raw "a=1&b=say+""hi\\" "'
)


def test_what_chrome_copies_for_bash_is_read() -> None:
    assert request(CHROME_BASH) == {
        "url": "https://shop.test/api/orders",
        "method": "POST",
        "headers": {"accept": "*/*", "accept-language": "de-DE,de;q=0.9", "origin": "https://shop.test"},
        "body": {"kind": "json", "value": {"name": "O'Neill é", "n": [1, 2.5, None]}},
        "auth": {"kind": "credential", "credential": "shop.test-access"},
    }


def test_secrets_are_asked_for_and_kept_nowhere() -> None:
    imported = import_curl(CHROME_BASH)
    (needed,) = imported.report.credentials
    assert (needed.name, needed.type, needed.fields) == ("shop.test-access", "headers", ["authorization", "Cookie"])
    whole = imported.document.model_dump_json() + imported.report.model_dump_json()
    assert "secret" not in whole.replace("Secrets", "").lower()
    assert "s3cr3t" not in whole


@pytest.mark.parametrize(
    ("options", "type_", "fields"),
    [
        ("-u ada:pw", "basic", ["username", "password"]),
        ("--digest -u ada:pw", "digest", ["username", "password"]),
        ("-H 'Authorization: Bearer t0k3n-abc'", "bearer", ["token"]),
        ("-H 'Authorization: Basic YWRhOnB3'", "basic", ["username", "password"]),
        ("-H 'Authorization: Token t0k3n'", "header", ["name", "value"]),
        ("-H 'X-Api-Key: t0k3n'", "header", ["name", "value"]),
        ("-b 'a=1'", "header", ["name", "value"]),
        ("-H 'cookie: a=t0k3n' -u ada:pw", "headers", ["Authorization", "cookie"]),
        ("--oauth2-bearer t0k3n", "bearer", ["token"]),
        ("'https://x.test/?api_key=t0k3n&q=1'", "api_key", ["query", "key"]),
        ("https://ada:t0k3n@x.test/", "basic", ["username", "password"]),
    ],
)
def test_each_proof_has_its_credential(options: str, type_: str, fields: list[str]) -> None:
    address = "" if "://" in options else " https://x.test/"
    imported = import_curl(f"curl {options}{address}")
    (needed,) = imported.report.credentials
    assert (needed.type, needed.fields) == (type_, fields)
    assert "t0k3n" not in imported.document.model_dump_json()
    assert "pw" not in imported.document.model_dump_json()
    assert request(f"curl {options}{address}")["auth"] == {"kind": "credential", "credential": needed.name}


def test_what_browsers_copy_for_windows_is_read() -> None:
    assert request(CHROME_WINDOWS) == {
        "url": "https://shop.test/api/orders?a=1&b=2",
        "method": "PUT",
        "headers": {"accept": "*/*"},
        "body": {"kind": "json", "value": {"name": "50% \\ off"}},
    }
    assert request(FIREFOX_WINDOWS)["body"] == {
        "kind": "text",
        "text": 'a=1&b=say+"hi" ',
        "content_type": "application/x-www-form-urlencoded",
    }


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("curl x.test", {"url": "http://x.test", "method": "GET"}),
        ("$ curl --url=https://x.test -XDELETE", {"url": "https://x.test", "method": "DELETE"}),
        ("curl -sSIk https://x.test", {"method": "HEAD", "connection": {"verify": False}}),
        ("curl -m 2.5 x.test", {"timeout_s": 2.5}),
        ("curl -G -d a=1 --data-urlencode 'b=ä &' x.test/?c=2", {"url": "http://x.test/?c=2&a=1&b=%C3%A4%20%26"}),
        ("curl -d a=1 -d b=2 x.test", {"method": "POST", "body": {"kind": "form", "fields": {"a": "1", "b": "2"}}}),
        ("curl --data-raw '@{{ x }}' x.test", {"body": {"kind": "text", "text": "@\\{{ x }}"}}),
        ("curl --json '{\"a\": 1}' x.test", {"headers": {"Accept": "application/json"}, "body": {"kind": "json", "value": {"a": 1}}}),
        ("curl -A me -e http://a.test/ -H 'X-Empty;' -H 'Accept:' x.test", {"headers": {"X-Empty": "", "User-Agent": "me", "Referer": "http://a.test/"}}),
        ("curl -F 'a=b;type=text/x' --form-string c=@d x.test", {"body": {"kind": "multipart", "parts": [{"name": "a", "value": "b", "content_type": "text/x"}, {"name": "c", "value": "@d"}]}}),
        ("curl -F f=@/tmp/my.pdf x.test", {"body": {"kind": "multipart", "parts": [{"name": "f", "artifact": "{{ input.my_pdf }}"}]}}),
        ("curl -T report.csv x.test/r", {"method": "PUT", "body": {"kind": "artifact", "artifact": "{{ input.report_csv }}"}}),
    ],
)  # fmt: skip
def test_options_become_settings(command: str, expected: dict[str, Any]) -> None:
    found = request(command)
    if "content_type" not in expected.get("body", {}) and found.get("body", {}).get("kind") == "text":
        found["body"].pop("content_type")
    assert {name: found[name] for name in expected} == expected


def test_redirects_are_followed_when_the_command_does() -> None:
    followed = dump_document(import_curl("curl -L x.test").document)["nodes"][1]["config"]
    kept = dump_document(import_curl("curl x.test").document)["nodes"][1]["config"]
    assert ("follow_redirects" in followed, kept["follow_redirects"]) == (False, False)
    assert Config.model_validate(followed).follow_redirects


def test_what_is_left_out_is_told() -> None:
    command = "curl -x http://proxy:1 --retry 3 -o out.txt --frobnicate https://a.test https://b.test -d $DATA | jq ."
    notes = {note.field: note.message for note in import_curl(command).report.notes}
    assert notes["--proxy"] == "It is left out: requests go out directly."
    assert notes["--retry"] == "It is left out: set the node's retry policy."
    assert notes["--frobnicate"] == "It is left out."
    assert notes["--url"] == "Only the first of 2 addresses is imported."
    assert "--output" not in notes
    assert [note.message for note in import_curl(command).report.notes][-2:] == [
        "What follows the command is left out: | jq .",
        "Variables of the shell are kept as they are written.",
    ]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("wget x.test", "curl.command"),
        ("curl", "curl.url"),
        ("curl 'x", "curl.quotes"),
        ('curl "x\\"', "curl.quotes"),
        ("curl $'x", "curl.quotes"),
        ('curl ^"x', "curl.quotes"),
        ("curl -H", "curl.option"),
        ("curl x.test --data-raw", "curl.option"),
        ("curl -X TRACE x.test", "curl.method"),
        ("curl ftp://x.test", "curl.url"),
        ("curl http://[", "curl.url"),
        (f"curl x.test/{'a' * 9_000}", "curl.url"),
    ],
)
def test_what_is_no_request_is_refused(command: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        import_curl(command)
    assert caught.value.code == code


def test_a_command_is_told_from_a_document() -> None:
    assert all(map(is_curl, ["curl x", "  $ curl x", "A=1 /usr/bin/curl x", "# copied\ncurl 'x'", "curl.exe ^\n x"]))
    assert not any(map(is_curl, ["curly: 1", '{"name": "curl x"}', "name: curl x", ""]))


_pieces = st.sampled_from(
    ["-H", "-d", "-F", "-b", "-u", "-G", "-I", "--json", "--data-urlencode", "--data-binary", "'", '"', "$'", "^", "\\", "\n",
     "\\u", "x.test", "https://x.test/{a,b}[1-3]", "a=b", "@f", "{{ x }}", "{", '{"a":1}', "Cookie: a", ";type=", "|", "é"]
)  # fmt: skip


@given(st.lists(_pieces | st.text(max_size=5), max_size=12), st.sampled_from([" ", ""]))
@settings(max_examples=300, deadline=None)
def test_no_command_is_too_odd(pieces: list[str], joint: str) -> None:
    assert outcome("curl " + joint.join(pieces)) is not None


def outcome(command: str) -> object:
    """Returns the flow, which compiles, or the code of a refusal; anything else that is raised fails the test."""
    try:
        return request(command)
    except FlowBuilderError as error:
        assert error.status in (413, 422)  # noqa: PT017 - both outcomes are fine
        return error.code
