"""What a browser does with an answer that is in the bucket: a call of the web app goes there by itself, without its proof."""

import pytest

from flow_builder.api.files import elsewhere
from flow_builder.browser.warm import WarmBrowser
from tests.support.web import Reply, Request, Web, Wire, serve

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

_CALL = """async () => {
    const headers = {authorization: 'Bearer secret', 'x-workspace': 'w1'};
    const answer = await fetch('/api/v1/artifacts/r/a/report.csv', {headers});
    return [answer.status, answer.headers.get('content-disposition'), await answer.text()];
}"""


def bucket(request: Request, _: Wire) -> Reply:
    """Answers as S3 does with the CORS rules of template.yaml; who shows two proofs at once is refused."""
    cors = {"access-control-allow-origin": "*", "access-control-expose-headers": "Content-Disposition, ETag"}
    if request.method == "OPTIONS":
        asked = request.headers["access-control-request-headers"]
        return Reply(headers={**cors, "access-control-allow-methods": "GET", "access-control-allow-headers": asked})
    if "authorization" in request.headers or "cookie" in request.headers:
        return Reply(b"Only one auth mechanism allowed", 400, cors)
    return Reply(b"rows", headers={**cors, "content-type": "text/csv", "content-disposition": "attachment"})


async def test_the_web_app_gets_a_large_file_from_the_bucket(warm: WarmBrowser) -> None:
    async with serve({}) as files, serve({}) as host:
        files.routes["/bucket/report.csv"] = bucket

        def api(request: Request, _: Wire) -> Reply:
            assert request.headers["authorization"] == "Bearer secret"
            led = elsewhere(f"{at(files)}/bucket/report.csv?X-Amz-Signature=1")
            return Reply(status=led.status_code, headers=dict(led.headers))

        host.routes["/"] = lambda *_: Reply(b"<p>app", headers={"content-type": "text/html"})
        host.routes["/api/v1/artifacts/r/a/report.csv"] = api
        page = await (await warm.get()).new_page()
        await page.goto(f"{at(host)}/")
        found = await page.evaluate(_CALL)
        await page.close()
    assert found == [200, "attachment", "rows"]


def at(web: Web) -> str:
    """Returns the address of a server; the two have different ports, so a browser takes them for two hosts."""
    return f"http://127.0.0.1:{web.port}"
