"""What nodes share that keep files from pages: the check of a file, and its name."""

import mimetypes
from typing import TYPE_CHECKING

from flow_builder.browser.expected import Expected, judged
from flow_builder.domain.value import Artifact
from flow_builder.nodes.base import Context
from flow_builder.nodes.file_names import safe_name

if TYPE_CHECKING:
    from flow_builder.browser.expected import Received

_ANYTHING = Expected()


async def keep(ctx: Context, received: "Received", expected: Expected = _ANYTHING, name: str | None = None) -> Artifact:
    """Stores a file as an artifact of the run, under a safe name and the type that its content shows.

    Raises NodeError `browser.download_unexpected`, LimitExceeded `browser.download_size`.
    """
    content_type = judged(received, expected)
    safe = safe_name(name or received.name, "download")
    if "." not in safe:
        safe += mimetypes.guess_extension(content_type) or ""
    return await ctx.save_artifact(safe, received.data, content_type)
