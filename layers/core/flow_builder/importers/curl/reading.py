"""A cURL command becomes a flow with one request."""

import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from flow_builder.errors import InvalidInput, LimitExceeded
from flow_builder.importers.curl.body import FORM, Files, body_of, data_text, multipart
from flow_builder.importers.curl.options import Command, Kind, read_options
from flow_builder.importers.curl.secrets import SECRET_FIELD, Secrets, is_secret, without_secrets
from flow_builder.importers.curl.words import Words, is_windows, split
from flow_builder.importers.drawing import Drawing, tidy
from flow_builder.importers.literals import Raw, literal
from flow_builder.importers.report import Imported, ImportNote, ImportReport, NeededCredential, credential_name

MAX_CHARS = 1024 * 1024
_LONGEST_URL = 8_192
_MOST_SECONDS = 900.0
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
_BEGIN = re.compile(
    r"(?:\s*#[^\n]*\n)*\s*(?:[$>]\s+)?(?:\w+=\S*\s+)*(?:\S*[/\\])?curl(?:\.exe)?(?=[\s^]|$)", re.IGNORECASE
)
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_OWN = frozenset(
    {
        "accept-encoding",
        "connection",
        "content-length",
        "expect",
        "host",
        "keep-alive",
        "te",
        "transfer-encoding",
        "upgrade",
    }
)
"""Headers that a connection makes itself."""
_ELSEWHERE = {
    "cacert": "trust a company's certificates under connection.authority",
    "cert": "store certificate and key as a credential of the type client_certificate, and choose it under connection",
    "cookie-jar": "cookies are in the step's output",
    "proxy": "requests go out directly",
    "retry": "set the node's retry policy",
    "unix-socket": "a request goes to a host",
}


def is_curl(text: str) -> bool:
    """Tells whether a text is a cURL command rather than a document."""
    return _BEGIN.match(text) is not None


def import_curl(text: str) -> Imported:
    """Returns the flow that sends a command's request, without its secrets, and a report that asks for them.

    Raises InvalidInput `curl.command`, `curl.quotes`, `curl.option`, `curl.url`, `curl.method`, LimitExceeded
    `curl.too_large`.
    """
    if len(text) > MAX_CHARS:
        raise LimitExceeded("The command is larger than 1 MiB.", code="curl.too_large", hint="Send a file instead.")
    begin = _BEGIN.match(text)
    if begin is None:
        raise InvalidInput("This is not a cURL command: it does not begin with `curl`.", code="curl.command")
    windows = is_windows(text)
    words = split(re.sub(r"[^\n]", " ", begin[0]) + text[begin.end() :], windows=windows)
    return _Request(read_options(words.words), words).imported()


class _Request:
    def __init__(self, command: Command, words: Words) -> None:
        self._command = command
        self._words = words
        self._notes: list[ImportNote] = []
        self._secrets = Secrets(digest="digest" in command.flags)
        self._files = Files()

    def imported(self) -> Imported:
        url = self._url()
        headers = self._headers()
        body = self._body(headers)
        config: dict[str, Any] = {"url": url, "method": self._method(), **self._settings()}
        if headers:
            config["headers"] = headers
        if body:
            config["body"] = body
        host = _parts(str(self._command.urls[0]))[1]
        drawing = Drawing(f"{config['method']} {host}")
        name = credential_name(host, "access")
        if credential := self._secrets.credential():
            config["auth"] = {"kind": "credential", "credential": name}
        node = drawing.add("http.request", f"{config['method']} {_shown(str(url))}", config, key="request")
        needed = [] if credential is None else [_needed(name, node["key"], *credential)]
        self._remark()
        done = len(self._command.urls[:1])
        report = ImportReport(
            format="curl", steps=len(self._command.urls), imported=done, notes=self._notes, credentials=needed
        )
        return Imported(drawing.document(self._files.schema()), report)

    def _note(self, message: str, option: str | None = None) -> None:
        self._notes.append(ImportNote(message=message, field=option, node="request"))

    def _url(self) -> str:
        command = self._command
        if not command.urls:
            raise InvalidInput("The command has no address.", code="curl.url", hint="Copy the whole command.")
        url = (
            command.urls[0] if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", command.urls[0]) else f"http://{command.urls[0]}"
        )
        scheme, _ = _parts(url)
        if scheme not in ("http", "https"):
            raise InvalidInput(
                f"A request goes to http:// or https://, not {tidy(url, 60)}.", code="curl.url", field="url"
            )
        command.urls[0] = self._without_login(url.partition("#")[0])
        found, self._secrets.query = without_secrets(command.urls[0])
        whole = self._with_query(found)
        if len(whole) > _LONGEST_URL:
            raise InvalidInput(f"The address has more than {_LONGEST_URL} characters.", code="curl.url", field="url")
        return whole

    def _without_login(self, url: str) -> str:
        parts = urlsplit(url)
        if "@" not in parts.netloc:
            return url
        self._secrets.login = True
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    def _with_query(self, url: str) -> str:
        added: list[tuple[Kind, str]] = [("urlencode", each) for each in self._command.query]
        if "get" in self._command.flags or ("head" in self._command.flags and self._command.data):
            added = [*self._command.data, *added]
        if not added:
            return url
        text = data_text(added, self._files)
        joint = "&" if "?" in url else "?"
        return Raw(literal(url + joint) + text) if isinstance(text, Raw) else url + joint + text

    def _method(self) -> str:
        command = self._command
        method = command.method
        if method is None:
            sends = command.data or command.parts
            flags = command.flags
            method = "HEAD" if "head" in flags else "GET" if "get" in flags else "POST" if sends else "GET"
            method = "PUT" if "upload-file" in command.values else method
        if method not in _METHODS:
            raise InvalidInput(
                f"A request cannot have the method {tidy(method, 40)!r}; it can have {', '.join(_METHODS)}.",
                code="curl.method",
                field="--request",
            )
        return method

    def _headers(self) -> dict[str, str]:
        command = self._command
        given = [_header(each) for each in command.headers]
        if "user-agent" in command.values:
            given.append(("User-Agent", command.values["user-agent"]))
        if "referer" in command.values:
            given.append(("Referer", command.values["referer"].partition(";auto")[0]))
        if "range" in command.values:
            given.append(("Range", f"bytes={command.values['range']}"))
        if any(kind == "json" for kind, _ in command.data):
            given = [("Content-Type", "application/json"), ("Accept", "application/json"), *given]
        found: dict[str, str] = {}
        for name, value in given:
            self._header(found, name, value)
        self._proofs()
        return found

    def _header(self, found: dict[str, str], name: str, value: str | None) -> None:
        if name.startswith((":", "@")) or not _NAME.fullmatch(name):
            self._note(f"The header {tidy(name, 60)!r} is left out.", "--header")
        elif name.lower() in _OWN:
            if name.lower() == "host":
                self._note("The header Host is left out: it is the address's own.", "--header")
        elif value is not None and is_secret(name):
            self._secrets.add_header(name, value)
        elif value is not None:
            same = next((each for each in found if each.lower() == name.lower()), None)
            found.pop(same or "", None)
            found[name] = value

    def _proofs(self) -> None:
        values = self._command.values
        if "user" in values:
            self._secrets.login = True
        if "oauth2-bearer" in values:
            self._secrets.headers["Authorization"] = "bearer"
        if "cookie" in values and "=" in values["cookie"]:
            self._secrets.headers["Cookie"] = "header"
        elif "cookie" in values:
            self._note("Cookies of a file are left out.", "--cookie")
        if "aws-sigv4" in values:
            self._note("Requests are not signed for AWS; use the aws nodes.", "--aws-sigv4")

    def _body(self, headers: dict[str, str]) -> dict[str, Any] | None:
        command = self._command
        type_ = next((name for name in headers if name.lower() == "content-type"), None)
        if command.parts:
            headers.pop(type_ or "", None)
            return multipart(command, self._files)
        if "upload-file" in command.values:
            artifact = Raw(f"{{{{ {self._files.artifact(command.values['upload-file'])} }}}}")
            return {"kind": "artifact", "artifact": artifact}
        if not command.data or {"get", "head"} & command.flags:
            return None
        text = data_text(command.data, self._files)
        content_type = headers.pop(type_) if type_ else FORM
        body = body_of(text, content_type)
        plain = {"json": "application/json", "form": FORM}
        if body["kind"] in plain and content_type.lower() != plain[body["kind"]]:
            headers[type_ or "Content-Type"] = content_type
        if not isinstance(text, Raw) and SECRET_FIELD.search(text):
            self._note(
                "The body seems to hold a secret, which is kept in the flow: a body has no credentials.", "--data"
            )
        return body

    def _settings(self) -> dict[str, Any]:
        flags, values = self._command.flags, self._command.values
        found: dict[str, Any] = {}
        if not flags & {"location", "location-trusted"}:
            found["follow_redirects"] = False
        connection = {
            **({"verify": False} if "insecure" in flags else {}),
            **({"http2": True} if flags & {"http2", "http2-prior-knowledge"} else {}),
        }
        if connection:
            found["connection"] = connection
        if "max-time" in values:
            try:
                seconds = float(values["max-time"])
            except ValueError:
                seconds = 0.0
            if 0 < seconds <= _MOST_SECONDS:
                found["timeout_s"] = seconds
            else:
                self._note("The time limit is left out: it is one of at most 900 seconds.", "--max-time")
        return found

    def _remark(self) -> None:
        """Reports what the request does not do as the command would."""
        command = self._command
        if len(command.urls) > 1:
            self._note(f"Only the first of {len(command.urls)} addresses is imported.", "--url")
        if re.search(r"\[\w+-\w+|\{[^{}]*,", command.urls[0]) and "globoff" not in command.flags:
            self._note("Ranges and lists in the address are not expanded.", "--url")
        names = {"head", "get", "user", "cookie", "user-agent", "referer", "range", "max-time", "upload-file"}
        for option in [each for each in command.values if each not in names]:
            self._note(f"It is left out{': ' + _ELSEWHERE[option] if option in _ELSEWHERE else ''}.", f"--{option}")
        for option in command.ignored:
            self._note("It is left out.", option)
        if len(self._secrets.query) > 1 or (self._secrets.query and (self._secrets.headers or self._secrets.login)):
            self._note(f"Secrets in the address are left out: {', '.join(self._secrets.query)}.", "--url")
        if self._files.properties:
            self._note(f"Files are inputs of the flow: {', '.join(self._files.properties)}.")
        if self._words.rest:
            self._note(f"What follows the command is left out: {tidy(self._words.rest, 100)}")
        if self._words.variables:
            self._note("Variables of the shell are kept as they are written.")


def _needed(name: str, node: str, type_: str, fields: list[str], about: str) -> NeededCredential:
    reason = f"Secrets of the command are not kept in the flow. {about}"
    return NeededCredential(name=name, type=type_, fields=fields, node=node, reason=reason)


def _header(text: str) -> tuple[str, str | None]:
    """Returns name and value of `Name: value`, `Name;` (empty) or `Name:` (taken away)."""
    name, colon, value = text.partition(":") if not text.startswith(":") else (text, "", "")
    if colon:
        return name.strip(), value.strip() or None
    return name.rstrip("; "), "" if text.endswith(";") else None


def _parts(url: str) -> tuple[str, str]:
    """Returns scheme and host; InvalidInput `curl.url`."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host:
        raise InvalidInput(f"The address {tidy(url, 100)!r} has no host.", code="curl.url", field="url")
    return parts.scheme.lower(), host


def _shown(url: str) -> str:
    return tidy(re.sub(r"^\w+://|[?#].*$", "", url).rstrip("/"), 80)
