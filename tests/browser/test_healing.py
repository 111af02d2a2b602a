"""Changed pages: what is used instead is verified and reported; another element is never taken for the one meant."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from flow_builder.browser.sessions import Sessions
from flow_builder.errors import NodeError
from tests.support.page_context import PageContext

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

Node = Callable[..., Awaitable[Any]]

_RANKED = ["#save", {"css": ".primary"}]
_FORM = """<h2>Address</h2><form onsubmit="return false"><label>Street <input name="street"></label>
<button {save} onclick="document.title = 'saved'">Save</button>
<button {delete} onclick="document.title = 'deleted'">Delete</button></form>"""


class Pages:
    """A page whose content changes from run to run, and the steps on it."""

    def __init__(self, sessions: Sessions, node: Node, site: str) -> None:
        self._sessions, self._node, self._site = sessions, node, site

    async def show(self, html: str, **marks: str) -> None:
        await self._node("open", url=f"{self._site}/form.html")
        for name, mark in marks.items():
            html = html.replace("{" + name + "}", mark)
        await self._sessions.get("main").page.evaluate("html => { document.body.innerHTML = html }", html)

    async def title(self) -> str:
        return await self._sessions.get("main").page.title()

    async def settled(self) -> list[dict[str, Any]]:
        """Returns what a step would report."""
        state = await self._sessions.page_state()
        healed: list[dict[str, Any]] = state.get("healed", [])
        return healed


@pytest.fixture
def pages(sessions: Sessions, node: Node, site: str) -> Pages:
    return Pages(sessions, node, site)


async def _learned(pages: Pages, node: Node, target: Any = _RANKED) -> None:
    await pages.show(_FORM, save='id="save" class="primary"', delete='id="delete"')
    await node("click", target=target)
    assert await pages.settled() == []
    assert await pages.title() == "saved"


async def test_a_first_run_learns_and_a_fallback_is_verified_by_it(
    pages: Pages, node: Node, context: PageContext
) -> None:
    await _learned(pages, node)
    assert "browser.elements" in context.backend.state
    await pages.show(_FORM, save='class="primary"', delete="")
    await node("click", target=_RANKED)
    (healed,) = await pages.settled()
    assert await pages.title() == "saved"
    assert healed["wanted"] == "css=#save"
    assert healed["used"] == "css=.primary"
    assert healed["score"] > 0.8
    assert healed["suggested"][0] == {"css": ".primary"}
    assert {"role": "button", "name": "Save", "exact": True} in healed["suggested"]
    assert any("was used instead" in message for message, *_ in context.lines)


async def test_a_fallback_that_finds_another_element_is_an_error_that_names_both(pages: Pages, node: Node) -> None:
    await _learned(pages, node)
    await pages.show(_FORM.replace("Save", "Print"), save="", delete='class="primary"')
    with pytest.raises(NodeError) as caught:
        await node("click", target=_RANKED, timeout_s=1)
    assert caught.value.code == "browser.target_changed"
    assert 'button "Delete"' in caught.value.message
    assert 'button "Save"' in caught.value.message
    assert await pages.title() == "Order"


async def test_a_fallback_that_finds_several_elements_is_an_error(pages: Pages, node: Node) -> None:
    await _learned(pages, node)
    await pages.show('<button class="primary">One</button><button class="primary">Two</button>', save="", delete="")
    with pytest.raises(NodeError) as caught:
        await node("click", target=_RANKED, timeout_s=0.5)
    assert caught.value.code == "browser.target_ambiguous"


async def test_an_element_that_no_target_names_any_more_is_found_by_its_looks(
    pages: Pages, node: Node, context: PageContext
) -> None:
    await _learned(pages, node, "#save")
    await pages.show(_FORM, save='class="xk-1"', delete="")
    await node("click", target="#save", timeout_s=1)
    assert await pages.title() == "saved"
    (healed,) = await pages.settled()
    assert healed["used"] == 'button "Save" under "Address"'
    assert healed["suggested"][0] == {"role": "button", "name": "Save", "exact": True}
    assert healed["score"] >= 0.85


async def test_an_element_found_by_its_looks_is_found_again_at_once(pages: Pages, node: Node) -> None:
    await _learned(pages, node, "#save")
    for _ in range(3):
        await pages.show(_FORM, save="", delete="")
        await node("click", target="#save", timeout_s=2)
        assert await pages.title() == "saved"
        assert len(await pages.settled()) == 1


@pytest.mark.parametrize(
    "html",
    [
        _FORM.replace(">Save<", ">Archive<"),
        _FORM.replace("</form>", "<button>Save</button></form>"),
        _FORM.replace("Save", "Delete"),
    ],
    ids=["another name", "two alike", "only the wrong one"],
)
async def test_doubt_is_an_error(pages: Pages, node: Node, html: str) -> None:
    await _learned(pages, node, "#save")
    await pages.show(html, save="", delete="")
    with pytest.raises(NodeError) as caught:
        await node("click", target="#save", timeout_s=0.5)
    assert caught.value.code == "browser.target_missing"
    assert await pages.title() == "Order"


async def test_strict_uses_the_first_target_only_and_off_the_others_as_they_are(pages: Pages, node: Node) -> None:
    await _learned(pages, node)
    await pages.show(_FORM, save="", delete='class="primary"')
    with pytest.raises(NodeError) as caught:
        await node("click", target=_RANKED, timeout_s=0.3, heal="strict")
    assert caught.value.code == "browser.target_missing"
    await node("click", target=_RANKED, heal="off")
    assert await pages.title() == "deleted"


async def test_a_fingerprint_in_the_flow_counts_without_any_earlier_run(pages: Pages, node: Node) -> None:
    looks = {"tag": "button", "role": "button", "name": "Save", "heading": "Address"}
    target = [{"css": "#save", "fingerprint": looks}, ".primary"]
    await pages.show(_FORM.replace("Save", "Print"), save="", delete='class="primary"')
    with pytest.raises(NodeError) as caught:
        await node("click", target=target, timeout_s=0.5)
    assert caught.value.code == "browser.target_changed"
    await pages.show(_FORM, save="", delete='class="primary"')
    await node("click", target=target, timeout_s=0.5)
    assert await pages.title() == "saved"


async def test_the_same_button_of_another_form_is_another_element(pages: Pages, node: Node) -> None:
    await _learned(pages, node)
    await pages.show(_FORM.replace("Address", "Payment"), save='class="primary"', delete="")
    with pytest.raises(NodeError) as caught:
        await node("click", target=_RANKED, timeout_s=0.5)
    assert caught.value.code == "browser.target_changed"


async def test_without_anything_known_a_fallback_is_used_and_said_to_be_unverified(pages: Pages, node: Node) -> None:
    await pages.show(_FORM, save='class="primary"', delete="")
    await node("click", target=_RANKED, timeout_s=1)
    (healed,) = await pages.settled()
    assert healed["score"] is None
    assert await pages.title() == "saved"


async def test_fields_and_reads_heal_too_and_values_are_never_remembered(
    pages: Pages, node: Node, context: PageContext
) -> None:
    for mark in ('id="s"', 'class="s"'):
        await pages.show(_FORM.replace("<input", f"<input {mark}"), save="", delete="")
        await node("fill", target=["#s", ".s"], value="s3cret street")
        read = await node("get_attribute", target=["#s", ".s"], attribute="name")
        assert read["value"] == "street"
    assert len(await pages.settled()) == 2
    assert "s3cret" not in str(context.backend.state)


async def test_what_lies_in_a_closed_shadow_root_is_said_to_be_out_of_reach(node: Node, site: str) -> None:
    await node("open", url=f"{site}/nested.html")
    with pytest.raises(NodeError) as caught:
        await node("click", target="#secret", timeout_s=0.3)
    assert caught.value.code == "browser.target_missing"
    assert "closed shadow root (x-vault)" in (caught.value.hint or "")
