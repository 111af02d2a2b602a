"""The web app as a host serves it, and the mails that lead to it."""

import re
import time

import pytest

from tests.support.host import Host
from tests.support.signed_in import texts


def needs_web(host: Host) -> None:
    """Skips a test where the web app is not built."""
    shown = host.client.get(f"{host.url}/flows", headers={"accept": "text/html"})
    if shown.status_code != 200 or 'id="root"' not in shown.text:
        pytest.skip("the web app is not built: `npm run build` in frontend/")


def mailed_link(host: Host, to: str, page: str) -> str:
    """Waits for the newest mail to somebody that links to a page of the app, and returns the link."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for text in reversed(texts(host.folder / "mail")):
            plain = text.replace("=\n", "").replace("=3D", "=")
            found = re.search(rf"https?://\S+{page}#\S+", plain)
            if found and f"To: {to}" in plain:
                return found[0]
        time.sleep(0.02)
    raise AssertionError(f"no mail to {to} leads to {page}")
