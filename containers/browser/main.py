"""A browser worker: executes the regions that its host hands over, with one warm Chromium.

The local host starts a pool of these and talks to each over a pipe of its own.
"""

import asyncio

from flow_builder.bootstrap import browser_worker

if __name__ == "__main__":
    asyncio.run(browser_worker())
