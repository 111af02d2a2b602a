"""What the options of a cURL command say."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from flow_builder.errors import InvalidInput

Kind = Literal["data", "raw", "binary", "urlencode", "json"]

_LETTERS = {
    "X": "request", "H": "header", "d": "data", "F": "form", "u": "user", "b": "cookie", "G": "get", "I": "head",
    "L": "location", "k": "insecure", "m": "max-time", "x": "proxy", "A": "user-agent", "e": "referer", "T": "upload-file",
    "o": "output", "w": "write-out", "D": "dump-header", "c": "cookie-jar", "K": "config", "E": "cert", "U": "proxy-user",
    "r": "range", "C": "continue-at", "Y": "speed-limit", "y": "speed-time", "z": "time-cond", "t": "telnet-option",
    "P": "ftp-port", "Q": "quote", "h": "help", "s": "silent", "S": "show-error", "f": "fail", "v": "verbose",
    "i": "include", "O": "remote-name", "J": "remote-header-name", "R": "remote-time", "#": "progress-bar",
    "g": "globoff", "N": "no-buffer", "4": "ipv4", "6": "ipv6", "0": "http1.0", "1": "tlsv1", "2": "sslv2", "3": "sslv3",
    "a": "append", "B": "use-ascii", "j": "junk-session-cookies", "l": "list-only", "M": "manual", "n": "netrc",
    "p": "proxytunnel", "q": "disable", "V": "version", "Z": "parallel", ":": "next",
}  # fmt: skip
"""The long name of each letter."""

_TAKING = frozenset(
    "request header data data-raw data-binary data-ascii data-urlencode json form form-string user cookie max-time proxy "  # noqa: SIM905 - one a line, they would be screens
    "user-agent referer upload-file output write-out dump-header cookie-jar config cert key cacert capath url url-query "
    "proxy-user proxy-header range continue-at speed-limit speed-time time-cond telnet-option ftp-port quote help "
    "connect-timeout retry retry-delay retry-max-time limit-rate max-redirs max-filesize resolve connect-to interface "
    "ciphers tls-max tls13-ciphers cert-type key-type pass pinnedpubkey oauth2-bearer aws-sigv4 socks5 socks5-hostname "
    "socks4 noproxy dns-servers doh-url unix-socket output-dir rate trace trace-ascii stderr proto proto-default "
    "proto-redir expect100-timeout keepalive-time local-port engine form-escape hostpubmd5 netrc-file "
    "alt-svc hsts variable".split()
)
"""Options with a value."""

_KNOWN = frozenset(
    "get head location location-trusted insecure compressed digest basic anyauth ntlm negotiate http1.1 http2 http1.0 http3 "  # noqa: SIM905 - one a line, they would be screens
    "http2-prior-knowledge tlsv1.2 tlsv1.3 tlsv1 next globoff fail fail-with-body".split()
)
"""Options without one, that mean something to the request."""

_QUIET = frozenset(
    "silent show-error verbose include remote-name remote-header-name remote-time progress-bar no-progress-meter no-buffer "  # noqa: SIM905 - one a line, they would be screens
    "ipv4 ipv6 parallel disable create-dirs styled-output no-keepalive tcp-nodelay path-as-is output write-out "
    "dump-header cookie-jar output-dir stderr trace trace-ascii no-styled-output no-silent fail-early".split()
)
"""Options about what cURL prints and keeps: a step has its output anyway."""


@dataclass(slots=True)
class Command:
    """A command's request, in the order it was written where that matters."""

    urls: list[str] = field(default_factory=list)
    method: str | None = None
    headers: list[str] = field(default_factory=list)
    data: list[tuple[Kind, str]] = field(default_factory=list)
    parts: list[tuple[str, bool]] = field(default_factory=list)
    """Those of a form, and whether `@` and `<` mean nothing in them."""
    query: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    """The other options with a value; the last one counts."""
    flags: set[str] = field(default_factory=set)
    ignored: list[str] = field(default_factory=list)
    """Options that say something a request has no setting for."""


def read_options(words: list[str]) -> Command:
    """Returns what the words after `curl` say; InvalidInput `curl.option` for one without its value."""
    command = Command()
    for name, value in _options(words):
        if name == "next":
            command.ignored.append("--next")
            break
        _set(command, name, value)
    return command


def _options(words: list[str]) -> Iterator[tuple[str, str]]:
    """Yields (long name, value); an address is a `url`."""
    rest = iter(words)
    for word in rest:
        if word.startswith("--") and len(word) > 2:  # noqa: PLR2004 - more than the dashes
            name, equals, given = word[2:].partition("=")
            if name in _TAKING:
                yield name, given if equals else _value(rest, word)
            else:
                yield word[2:], ""
        elif word.startswith("-") and len(word) > 1:
            yield from _letters(word, rest)
        else:
            yield "url", word


def _letters(word: str, rest: Iterator[str]) -> Iterator[tuple[str, str]]:
    for index, letter in enumerate(word[1:], 2):
        name = _LETTERS.get(letter, letter)
        if name in _TAKING:
            yield name, word[index:] or _value(rest, f"-{letter}")
            return
        yield name, ""


def _value(rest: Iterator[str], option: str) -> str:
    value = next(rest, None)
    if value is None:
        raise InvalidInput(
            f"The option {option} needs a value.", code="curl.option", field=option, hint="Copy the whole command."
        )
    return value


def _set(command: Command, name: str, value: str) -> None:
    kinds: dict[str, Kind] = {
        "data": "data", "data-ascii": "data", "data-raw": "raw", "data-binary": "binary", "data-urlencode": "urlencode",
        "json": "json",
    }  # fmt: skip
    lists = {"url": command.urls, "header": command.headers, "url-query": command.query}
    if name in kinds:
        command.data.append((kinds[name], value))
    elif name in ("form", "form-string"):
        command.parts.append((value, name == "form-string"))
    elif name in lists:
        lists[name].append(value)
    elif name == "request":
        command.method = value.upper()
    elif name in _QUIET:
        pass
    elif name in _TAKING:
        command.values[name] = value
    elif name in _KNOWN:
        command.flags.add(name)
    else:
        command.ignored.append(f"--{name}" if len(name) > 1 else f"-{name}")
