"""Finds the Chromium to use and knows the flags it is started with.

`python -m flow_builder.browser.launch` prints the path, or says what to install and exits with 1; with `--full` that of
the one for the stealth engine.
"""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flow_builder.errors import HostError

ENV_NAME = "FLOW_CHROMIUM"
"""Environment variable that names the executable to use before all others."""

_HINT = (
    "Install one: `apt-get install chromium-headless-shell` (Debian), `playwright install chromium-headless-shell`, "
    f"or set {ENV_NAME} to the path of a Chromium."
)
_PLAYWRIGHT_GLOBS = (
    "chromium_headless_shell-*/*/chrome-headless-shell",
    "chromium_headless_shell-*/*/headless_shell",
    "chromium-*/*/chrome",
    "chromium-*/*/*.app/Contents/MacOS/*",
)
_FULL_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dns-prefetch-disable",
    # Peer connections would pass the guard's proxy by.
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
"""Flags of every start, besides Playwright's own.

Tried without a gain that could be told from noise (24 jobs each, in turns, 2 busy cores; job 284 ms, 22.5 MB for a page
more): --disable-dev-shm-usage, --renderer-process-limit=2, --in-process-gpu, --disable-software-rasterizer,
--font-render-hinting=none, --num-raster-threads=1, and no site isolation, which would cost safety besides. --no-zygote
makes a page 31.9 MB.
"""


@dataclass(frozen=True, slots=True)
class BrowserBinary:
    """A Chromium on this machine; `source` says why this one was chosen."""

    path: str
    kind: Literal["headless-shell", "chromium"]
    source: Literal["env", "system", "playwright"]


def find_chromium(env: Mapping[str, str] | None = None) -> BrowserBinary:
    """Returns the Chromium to use: the one in the environment, a headless shell, Playwright's own, a full one.

    The shell comes first because a job with it takes 0.25 s where the full browser takes 0.40 s (2 cores, warm).
    Raises HostError `browser.missing` when there is none.
    """
    env = os.environ if env is None else env
    if chosen := env.get(ENV_NAME):
        return _from_env(chosen, env.get("PATH"))
    for found in _candidates(env):
        return found
    raise HostError("There is no Chromium on this machine.", code="browser.missing", hint=_HINT)


def find_full_chromium(env: Mapping[str, str] | None = None) -> BrowserBinary:
    """Returns a Chromium with everything that people's browsers have; a headless shell will not do.

    Raises HostError `browser.missing` when there is none.
    """
    env = os.environ if env is None else env
    if (chosen := env.get(ENV_NAME)) and (found := _from_env(chosen, env.get("PATH"))).kind == "chromium":
        return found
    for found in _candidates(env):
        if found.kind == "chromium":
            return found
    raise HostError(
        "There is no full Chromium on this machine, which the stealth engine needs.",
        code="browser.missing",
        hint="Install one: `apt-get install chromium chromium-l10n` (Debian) or `playwright install chromium`.",
    )


def launch_flags() -> list[str]:
    """Returns the flags to start with; Chromium's own sandbox is given up only where it cannot work, as root."""
    return [*FLAGS, "--no-sandbox"] if is_root() else list(FLAGS)


def is_root() -> bool:
    """Tells whether this process has user id 0."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _from_env(chosen: str, search_path: str | None) -> BrowserBinary:
    path = shutil.which(chosen, path=search_path)
    if path is None:
        raise HostError(f"{ENV_NAME} names {chosen!r}, which cannot be executed.", code="browser.missing", hint=_HINT)
    return BrowserBinary(path, _kind(path), "env")


def _candidates(env: Mapping[str, str]) -> Iterator[BrowserBinary]:
    if path := shutil.which("chromium-headless-shell", path=env.get("PATH")):
        yield BrowserBinary(path, "headless-shell", "system")
    for path in _installed_by_playwright(env):
        yield BrowserBinary(path, _kind(path), "playwright")
    for name in _FULL_NAMES:
        if path := shutil.which(name, path=env.get("PATH")):
            yield BrowserBinary(path, "chromium", "system")


def _installed_by_playwright(env: Mapping[str, str]) -> Iterator[str]:
    root = _playwright_folder(env)
    for pattern in _PLAYWRIGHT_GLOBS:
        for path in sorted(root.glob(pattern), reverse=True):
            if os.access(path, os.X_OK) and path.is_file():
                yield str(path)


def _playwright_folder(env: Mapping[str, str]) -> Path:
    if chosen := env.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(chosen)
    home = Path(env.get("HOME") or Path.home())
    cache = home / "Library/Caches" if sys.platform == "darwin" else Path(env.get("XDG_CACHE_HOME") or home / ".cache")
    return cache / "ms-playwright"


def _kind(path: str) -> Literal["headless-shell", "chromium"]:
    name = Path(path).name
    return "headless-shell" if "headless" in name and "shell" in name else "chromium"


def main(arguments: Sequence[str] = ()) -> int:
    """Prints the path of the Chromium that would be used; returns 1 and says what is missing if there is none."""
    try:
        found = find_full_chromium() if "--full" in arguments else find_chromium()
    except HostError as error:
        sys.stderr.write(f"{error.message} {error.hint}\n")
        return 1
    sys.stdout.write(f"{found.path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
