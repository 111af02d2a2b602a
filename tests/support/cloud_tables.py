"""Small local servers that speak the protocols of Google Sheets, Airtable and Notion, as their documentation has them."""

import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from tests.support.services import form_of, reply
from tests.support.web import Reply, Request, Wire

_LETTERS = re.compile(r"([A-Z]+)?([0-9]+)?(?::([A-Z]+)?([0-9]+)?)?$")


def _column(letters: str | None, missing: int) -> int:
    if not letters:
        return missing
    number = 0
    for each in letters:
        number = number * 26 + ord(each) - 64
    return number - 1


@dataclass
class Sheets:
    """Values of spreadsheet `book` below /v4, and the token server at /token (developers.google.com/sheets)."""

    grid: dict[str, list[list[Any]]] = field(default_factory=lambda: {"Prices": []})
    limited: int = 0
    options: list[str] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    email = "robot@project.iam.gserviceaccount.com"
    token = "ya29.secret-token"

    @property
    def private_key(self) -> str:
        pem, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        return self.key.private_bytes(pem, kind, serialization.NoEncryption()).decode()

    def __call__(self, request: Request, wire: Wire) -> Reply:
        if request.path == "/token":
            return self._grant(request)
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return self._no(401, "UNAUTHENTICATED", "Request had invalid authentication credentials.")
        if self.limited:
            self.limited -= 1
            return self._no(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Read requests'.")
        path = unquote(request.path)
        if not path.startswith("/v4/spreadsheets/book/values/"):
            return self._no(404, "NOT_FOUND", "Requested entity was not found.")
        place, colon, verb = path.removeprefix("/v4/spreadsheets/book/values/").rpartition(":")
        if not colon or verb not in {"append", "clear"}:
            place, verb = path.removeprefix("/v4/spreadsheets/book/values/"), request.method
        tab, _, cells = place.partition("!")
        found = _LETTERS.fullmatch(cells)
        if tab.startswith("'"):
            tab = tab[1:-1].replace("''", "'")
        if tab not in self.grid or not found:
            return self._no(400, "INVALID_ARGUMENT", f"Unable to parse range: {place}")
        return getattr(self, f"_{verb.lower()}")(tab, found, request, place)

    def _grant(self, request: Request) -> Reply:
        fields, _ = form_of(request)
        assert fields["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
        try:
            claims = jwt.decode(
                fields["assertion"],
                self.key.public_key(),
                algorithms=["RS256"],
                audience=f"http://{request.headers['host']}/token",
                issuer=self.email,
                options={"require": ["exp", "iat", "scope"]},
            )
        except jwt.PyJWTError as error:
            return reply({"error": "invalid_grant", "error_description": f"Invalid JWT: {error}"}, 400)
        assert claims["exp"] - claims["iat"] <= 3600
        return reply({"access_token": self.token, "expires_in": 3599, "token_type": "Bearer"})

    def _no(self, code: int, status: str, message: str) -> Reply:
        return reply({"error": {"code": code, "message": message, "status": status}}, code)

    def _box(self, tab: str, found: re.Match[str]) -> tuple[int, int, int, int]:
        first, top, last, bottom = found.groups()
        single = ":" not in found[0] and found[0]
        left, up = _column(first, 0), int(top or 1) - 1
        right = left if single else _column(last, 25)
        down = up if single else int(bottom or max(len(self.grid[tab]), 1)) - 1
        return left, up, right, down

    def _get(self, tab: str, found: re.Match[str], request: Request, place: str) -> Reply:
        assert request.query["valueRenderOption"] in {"FORMATTED_VALUE", "UNFORMATTED_VALUE"}
        left, up, right, down = self._box(tab, found)
        rows = [row[left : right + 1] for row in self.grid[tab][up : down + 1]]
        for row in rows:  # Google leaves out what is empty at the end
            while row and row[-1] == "":
                row.pop()
        while rows and not rows[-1]:
            rows.pop()
        if request.query["valueRenderOption"] == "FORMATTED_VALUE":
            rows = [[str(cell) for cell in row] for row in rows]
        return reply({"range": f"{tab}!A1:Z", "majorDimension": "ROWS"} | ({"values": rows} if rows else {}))

    def _append(self, tab: str, found: re.Match[str], request: Request, place: str) -> Reply:
        self.options.append(request.query["valueInputOption"])
        rows = json.loads(request.body)["values"]
        at = len(self.grid[tab]) + 1
        self.grid[tab] += rows
        return reply({"updates": {"updatedRange": f"{tab}!A{at}", "updatedRows": len(rows)}})

    def _put(self, tab: str, found: re.Match[str], request: Request, place: str) -> Reply:
        self.options.append(request.query["valueInputOption"])
        left, up, _, _ = self._box(tab, found)
        for down, row in enumerate(json.loads(request.body)["values"]):
            while len(self.grid[tab]) <= up + down:
                self.grid[tab].append([])
            target = self.grid[tab][up + down]
            target += [""] * (left + len(row) - len(target))
            target[left : left + len(row)] = row
        return reply({"updatedRange": place, "updatedRows": 1})

    def _clear(self, tab: str, found: re.Match[str], request: Request, place: str) -> Reply:
        left, up, right, down = self._box(tab, found)
        for row in self.grid[tab][up : down + 1]:
            row[left : right + 1] = [""] * len(row[left : right + 1])
        return reply({"clearedRange": place})


@dataclass
class Airtable:
    """Records of the table `People` of the base `appOne` (airtable.com/developers/web/api)."""

    TOKEN = "patSECRET.of-the-user"
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    limited_at: int | None = None
    calls: int = 0

    def __call__(self, request: Request, wire: Wire) -> Reply:
        self.calls += 1
        if self.calls == self.limited_at:
            return reply({"errors": [{"error": "RATE_LIMIT_REACHED", "message": "Rate limit exceeded."}]}, 429)
        if request.headers.get("authorization") != f"Bearer {self.TOKEN}":
            return reply({"error": {"type": "AUTHENTICATION_REQUIRED", "message": "Authentication required"}}, 401)
        path = unquote(request.path)
        if not path.startswith("/v0/appOne/People"):
            return reply({"error": "NOT_FOUND"}, 404)
        if request.method == "DELETE":
            return self._delete(request)
        body = json.loads(request.body)
        if path.endswith("/listRecords"):
            return self._list(body)
        if len(body["records"]) > 10:
            message = "You can only create or update up to 10 records at a time."
            return reply({"error": {"type": "INVALID_REQUEST_UNKNOWN", "message": message}}, 422)
        if any("Nope" in each["fields"] for each in body["records"]):
            return reply({"error": {"type": "UNKNOWN_FIELD_NAME", "message": 'Unknown field name: "Nope"'}}, 422)
        return self._create(body) if request.method == "POST" else self._patch(body)

    def add(self, fields: dict[str, Any]) -> str:
        key = f"rec{len(self.records)}"
        self.records[key] = dict(fields)
        return key

    def shown(self, key: str) -> dict[str, Any]:
        return {"id": key, "createdTime": "2026-01-01T00:00:00.000Z", "fields": self.records[key]}

    def _list(self, body: dict[str, Any]) -> Reply:
        self.asked.append(body)
        at, size = int(body.get("offset", "0")), body["pageSize"]
        assert size <= 100
        keys = list(self.records)
        more = {"offset": str(at + size)} if at + size < len(keys) else {}
        return reply({"records": [self.shown(each) for each in keys[at : at + size]], **more})

    def _create(self, body: dict[str, Any]) -> Reply:
        return reply({"records": [self.shown(self.add(each["fields"])) for each in body["records"]]})

    def _patch(self, body: dict[str, Any]) -> Reply:
        created, touched = [], []
        match = body.get("performUpsert", {}).get("fieldsToMergeOn")
        for each in body["records"]:
            key = each.get("id") or next(
                (key for key, row in self.records.items() if all(row.get(n) == each["fields"][n] for n in match)), None
            )
            if key is None:
                key = self.add({})
                created.append(key)
            if key not in self.records:
                return reply({"error": {"type": "ROW_DOES_NOT_EXIST", "message": f"{key} does not exist"}}, 422)
            self.records[key] |= each["fields"]
            touched.append(key)
        more = {"createdRecords": created, "updatedRecords": touched} if match else {}
        return reply({"records": [self.shown(each) for each in touched], **more})

    def _delete(self, request: Request) -> Reply:
        keys = self.deleted_of(request)
        assert 0 < len(keys) <= 10
        for each in keys:
            del self.records[each]
        return reply({"records": [{"id": each, "deleted": True} for each in keys]})

    def deleted_of(self, request: Request) -> list[str]:
        return [value for name, value in parse_qsl(urlsplit(request.target).query) if name == "records[]"]


SCHEMA = {
    "Name": "title", "Note": "rich_text", "Price": "number", "Done": "checkbox", "Kind": "select",
    "State": "status", "Tags": "multi_select", "When": "date", "Link": "url", "Owner": "people",
    "Other": "relation", "Files": "files", "Sum": "formula",
}  # fmt: skip
"""Properties of the pages, with their kinds."""
ID = {"base": "0" * 31 + "a", "two": "0" * 31 + "b", "source": "5" * 32}


@dataclass
class Notion:
    """Pages of a data source (developers.notion.com, version 2025-09-03)."""

    TOKEN = "ntn_secret_of_the_integration"
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    children: dict[str, list[Any]] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    trouble: list[tuple[int, str]] = field(default_factory=list)

    def __call__(self, request: Request, wire: Wire) -> Reply:
        if request.headers.get("authorization") != f"Bearer {self.TOKEN}":
            return self._no(401, "unauthorized", "API token is invalid.")
        if request.headers.get("notion-version") != "2025-09-03":
            return self._no(400, "missing_version", "Notion-Version header should be defined.")
        if self.trouble:
            status, code = self.trouble.pop(0)
            return self._no(status, code, "Please wait.", **({"Retry-After": "9"} if status == 429 else {}))
        return self._routed(request, json.loads(request.body) if request.body else {})

    def _routed(self, request: Request, body: dict[str, Any]) -> Reply:
        match (request.method, *request.path.split("/")[2:]):
            case ("GET", "databases", key) if key in (ID["base"], ID["two"]):
                sources = [{"id": ID["source"], "name": "One"}, {"id": "6" * 32, "name": "Two"}]
                return reply({"object": "database", "data_sources": sources[: 1 if key == ID["base"] else 2]})
            case ("GET", "data_sources", key) if key == ID["source"]:
                schema = {name: {"id": name, "type": kind, kind: {}} for name, kind in SCHEMA.items()}
                return reply({"object": "data_source", "properties": schema})
            case ("POST", "data_sources", key, "query") if key == ID["source"]:
                return self._query(body)
            case ("POST", "pages"):
                return self._create(body)
            case ("GET", "pages", key) if key in self.pages:
                return reply(self.pages[key])
            case ("PATCH", "pages", key) if key in self.pages:
                return self._change(self.pages[key], body)
            case ("PATCH", "blocks", key, "children") if key in self.pages:
                return self._append(key, body)
        return self._no(404, "object_not_found", "Could not find it. Make sure it is shared with your integration.")

    def _no(self, status: int, code: str, message: str, **headers: str) -> Reply:
        answer = reply({"object": "error", "status": status, "code": code, "message": message}, status)
        answer.headers |= headers
        return answer

    def _query(self, body: dict[str, Any]) -> Reply:
        self.asked.append(body)
        assert body["page_size"] <= 100
        pages, at = list(self.pages.values()), int(body.get("start_cursor") or 0)
        upto = at + body["page_size"]
        more = upto < len(pages)
        return reply({"results": pages[at:upto], "has_more": more, "next_cursor": str(upto) if more else None})

    def _create(self, body: dict[str, Any]) -> Reply:
        assert body["parent"] == {"type": "data_source_id", "data_source_id": ID["source"]}
        key = f"{len(self.pages):032x}"
        page = {"object": "page", "id": key, "url": f"https://www.notion.so/{key}", "in_trash": False}
        page |= {"properties": {name: {"type": kind, kind: None} for name, kind in SCHEMA.items()}}
        self.pages[key], self.children[key] = page, []
        answer = self._append(key, body)
        return answer if answer.status >= 400 else self._change(page, body)

    def _change(self, page: dict[str, Any], body: dict[str, Any]) -> Reply:
        for name, value in body.get("properties", {}).items():
            kind = SCHEMA[name]
            if list(value) != [kind]:
                return self._no(400, "validation_error", f"{name} is expected to be {kind}.")
            page["properties"][name] = {"type": kind, kind: self._stored(kind, value[kind])}
        page["in_trash"] = body.get("in_trash", page["in_trash"])
        return reply(page)

    def _stored(self, kind: str, value: Any) -> Any:
        if kind in {"title", "rich_text"}:
            assert all(len(each["text"]["content"]) <= 2_000 for each in value)
            return [{**each, "plain_text": each["text"]["content"]} for each in value]
        if kind == "files":
            return [{**each, "type": "external"} for each in value]
        return value

    def _append(self, key: str, body: dict[str, Any]) -> Reply:
        blocks = body.get("children", [])
        if len(blocks) > 100:
            return self._no(400, "validation_error", "body.children.length should be ≤ 100.")
        assert all(block["type"] in block for block in blocks)
        self.children[key] += blocks
        return reply({"results": blocks})
