"""Feeds of all kinds in one form."""

import calendar
import io
import json
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import urljoin

_JSON_FEED = "jsonfeed.org/version/"


def read_feed(content: bytes, content_type: str, url: str) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """Returns a feed and its items as plain values, or None for what is no feed; `url` is what links are relative to."""
    if "json" in content_type or content.lstrip()[:1] == b"{":
        return _json_feed(content, url)
    import feedparser

    # A stream: texts would be taken for addresses and file names.
    headers = {"content-type": content_type, "content-location": url}
    parsed = feedparser.parse(io.BytesIO(content), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        return None
    about = parsed.feed
    feed = {
        "title": about.get("title") or "",
        "link": about.get("link"),
        "description": about.get("subtitle") or "",
        "language": about.get("language"),
        "updated": _moment(about, "updated", "published"),
        "kind": parsed.get("version") or "",
    }
    return feed, [_entry(each) for each in parsed.entries]


def _entry(entry: Any) -> dict[str, Any]:
    content = next((each.get("value") or "" for each in entry.get("content") or ()), "")
    item = {
        "title": entry.get("title") or "",
        "link": entry.get("link"),
        "published": _moment(entry, "published", "updated"),
        "updated": _moment(entry, "updated"),
        "author": entry.get("author"),
        "summary": entry.get("summary") or "",
        "content": content,
        "tags": [str(each["term"]) for each in entry.get("tags") or () if each.get("term")],
        "enclosures": [
            {"url": each["href"], "type": each.get("type"), "bytes": _count(each.get("length"))}
            for each in entry.get("enclosures") or ()
            if each.get("href")
        ],
    }
    return {"id": entry.get("id") or _identity(item), **item}


def _moment(entry: Any, *names: str) -> str | None:
    for name in names:
        if name in entry and (parts := entry.get(f"{name}_parsed")):
            return _written(datetime.fromtimestamp(calendar.timegm(parts), UTC))
    return None


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _count(text: Any) -> int | None:
    return int(text) if str(text or "").isdecimal() else None


def _identity(item: dict[str, Any]) -> str:
    """Returns what tells items apart that have no id: the link, else what the item says."""
    if item["link"]:
        return str(item["link"])
    return sha256(json.dumps([item["title"], item["published"], item["summary"]]).encode()).hexdigest()


def _json_feed(content: bytes, url: str) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    try:
        found = json.loads(content)
    except ValueError:
        return None
    if not isinstance(found, dict) or _JSON_FEED not in str(found.get("version")):
        return None
    feed = {
        "title": _text(found.get("title")),
        "link": found.get("home_page_url"),
        "description": _text(found.get("description")),
        "language": found.get("language"),
        "updated": None,
        "kind": "json" + str(found["version"]).rpartition("/")[2].replace(".", ""),
    }
    items = found.get("items")
    return feed, [
        _json_item(each, url) for each in (items if isinstance(items, list) else ()) if isinstance(each, dict)
    ]


def _json_item(entry: dict[str, Any], url: str) -> dict[str, Any]:
    authors = entry.get("authors") or ([entry["author"]] if entry.get("author") else [])
    link = entry.get("url") or entry.get("external_url")
    item = {
        "title": _text(entry.get("title")),
        "link": urljoin(url, link) if isinstance(link, str) else None,
        "published": _iso(entry.get("date_published")),
        "updated": _iso(entry.get("date_modified")),
        "author": next((each.get("name") for each in authors if isinstance(each, dict)), None),
        "summary": _text(entry.get("summary")),
        "content": _clean(_text(entry.get("content_html"))) or _text(entry.get("content_text")),
        "tags": [str(each) for each in entry.get("tags") or ()],
        "enclosures": [
            {"url": urljoin(url, str(each["url"])), "type": each.get("mime_type"), "bytes": each.get("size_in_bytes")}
            for each in entry.get("attachments") or ()
            if isinstance(each, dict) and each.get("url")
        ],
    }
    return {"id": _text(entry.get("id")) or _identity(item), **item}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _clean(html: str) -> str:
    """Returns HTML as it comes out of feeds in XML: without scripts."""
    if not html:
        return ""
    import feedparser

    wrapped = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="html">{escape(html)}</content></entry></feed>'
    )
    entries = feedparser.parse(io.BytesIO(wrapped.encode("utf-8", "replace"))).entries
    return str(entries[0].content[0].value) if entries and entries[0].get("content") else ""


def _iso(text: Any) -> str | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return _written(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
