"""A host process made to be killed while it moves secrets to another master key.

Usage: python -m tests.support.vault_host FOLDER
"""

import asyncio
import sys
from pathlib import Path

from flow_builder.bootstrap import opened
from flow_builder.services.vault_keys import rotate_keys
from flow_builder.settings import Settings


async def main(folder: Path) -> None:
    """Rotates, and says so before and after."""
    async with opened(Settings(data=folder, browser_workers=0), recover=False) as app:
        sys.stdout.write("begins\n")
        sys.stdout.flush()
        await rotate_keys(app, app.settings.workspace)
        sys.stdout.write("done\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
