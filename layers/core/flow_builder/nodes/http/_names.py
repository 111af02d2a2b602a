"""What a downloaded file is called."""

import mimetypes
from urllib.parse import unquote, urlsplit

from flow_builder.network.disposition import disposition_name
from flow_builder.network.exchange import Exchange, Incoming
from flow_builder.nodes.file_names import safe_name


def file_name(answer: Exchange | Incoming, wish: str | None = None) -> str:
    """Returns a safe name: the one wished for, else Content-Disposition's, else the URL's last part."""
    if wish:
        return safe_name(wish, "download")
    from_header = disposition_name(answer.headers.get("content-disposition", ""))
    name = safe_name(from_header or unquote(urlsplit(answer.url).path), "")
    content_type = answer.headers.get("content-type", "").partition(";")[0].strip()
    if "." not in name:
        name = (name or "download") + (mimetypes.guess_extension(content_type) or "")
    return name
