"""The web app as a host serves it, and the mails that lead to it."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support.host import AnyHost, Host
from tests.support.signed_in import texts


def needs_web(host: AnyHost) -> None:
    """Skips a test where the web app is not built."""
    shown = host.client.get(f"{host.url}/flows", headers={"accept": "text/html"})
    if shown.status_code != 200 or 'id="root"' not in shown.text:
        pytest.skip("the web app is not built: `npm run build` in frontend/")


def visitor(chromium: Browser, host: AnyHost, **more: Any) -> BrowserContext:
    """Returns a fresh browser at a host, signed in where there are accounts."""
    context = chromium.new_context(base_url=host.url, **{"viewport": {"width": 1360, "height": 820}, **more})
    if host.account is not None:
        email, password = host.account
        asked = {"email": email, "password": password, "cookie": True}
        answer = context.request.post("/api/v1/auth/sign-in", data=asked, timeout=60_000)
        assert answer.ok, answer.text()
    return context


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
