"""A browser worker: executes regions of flows with a warm Chromium.

With a pipe to a host it serves that host; otherwise it works for a stack in the cloud, see `flow_builder.cloud_worker`.
"""

import asyncio
import os
import sys
from pathlib import Path

from flow_builder.errors import FlowBuilderError
from flow_builder.lanes.child import FD_ENV


async def main() -> None:
    """Serves whoever started this process."""
    if FD_ENV in os.environ:
        from flow_builder.bootstrap import browser_worker

        await browser_worker()
    else:
        from flow_builder.cloud_worker import serve

        await serve(Path(__file__))


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except FlowBuilderError as error:
        sys.exit(" ".join(filter(None, (error.message, error.hint, f"({error.code})"))))
