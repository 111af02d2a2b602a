"""The form takes only what is right, keeps an application once, and fails as it was told to."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from flow_builder.demo.signup import create_signup
from flow_builder.demo.signup.rich_text import plain_text, tidy_html
from tests.support.demo import Clock, no_sleep, parse, text, visiting

STEPS: dict[int, dict[str, Any]] = {
    1: {"name": "Ada Marlowe", "email": "ada@example.org", "membership": "night", "voucher": "cobalt10"},
    2: {"street": "4 Quay Street", "postcode": "2100", "country": "Denmark", "region": "Funen", "town": "Odense"},
    3: {"start": "2026-12-15", "interests": "Woodwork,Ceramics,Bookbinding,Electronics,Screen printing"},
    4: {"about": "I make <b>boats</b> of oak."},
}
FILES = [("files", ("boat.txt", b"a boat", "text/plain"))]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def signup(clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    async with visiting(create_signup(1, clock=clock, sleep=no_sleep)) as client:
        yield client


async def send(signup: httpx.AsyncClient, step: int, *, files: Any = None, **changed: str) -> httpx.Response:
    files = (FILES if files is None else files) if step == 4 else None
    return await signup.post(f"/step/{step}", data={**STEPS[step], **changed}, files=files)


async def fill_in(signup: httpx.AsyncClient, flaky: str | None = "none") -> None:
    await signup.get("/join", params={} if flaky is None else {"flaky": flaky})
    for step in STEPS:
        assert (await send(signup, step)).url.path == f"/step/{step + 1}"


async def confirm(signup: httpx.AsyncClient) -> httpx.Response:
    return await signup.post("/confirm", data={"agree": "1"})


async def test_five_steps_lead_to_a_reference_and_the_truth_knows_all_that_was_filled_in(
    signup: httpx.AsyncClient,
) -> None:
    await fill_in(signup)
    done = await confirm(signup)
    reference = text(parse(done), "#reference")
    kept = (await signup.get("/api/truth", params={"reference": reference})).json()
    assert reference == kept.pop("reference") == "CW-001-0001"
    files = kept.pop("files")
    assert [(each["name"], each["bytes"]) for each in files] == [("boat.txt", 6)]
    about = {"about": "I make boats of oak.", "about_html": "I make <strong>boats</strong> of oak."}
    interests = str(STEPS[3]["interests"]).split(",")
    assert kept == {
        **STEPS[1],
        **STEPS[2],
        **STEPS[3],
        **about,
        "phone": "",
        "voucher": "COBALT10",
        "interests": interests,
    }
    assert text(parse(done), "[data-field=start]") == "Tuesday, 15 December 2026"


@pytest.mark.parametrize(
    ("step", "changed", "wrong"),
    [
        (1, {"name": "Ada"}, "name"),
        (1, {"email": "ada@example"}, "email"),
        (1, {"phone": "call me"}, "phone"),
        (1, {"membership": "king"}, "membership"),
        (1, {"voucher": "FREE"}, "voucher"),
        (2, {"street": ""}, "street"),
        (2, {"postcode": "?"}, "postcode"),
        (2, {"country": "Atlantis"}, "country"),
        (2, {"region": "Norte"}, "region"),
        (2, {"town": "Ribe"}, "town"),
        (3, {"start": ""}, "start"),
        (3, {"start": "2026-12-20"}, "start"),
        (3, {"start": "2026-11-21"}, "start"),
        (3, {"start": "2027-11-22"}, "start"),
        (4, {"about": "<p>short</p>"}, "about"),
    ],
)
async def test_what_is_wrong_is_said_beside_its_field(
    signup: httpx.AsyncClient, step: int, changed: Mapping[str, str], wrong: str
) -> None:
    await fill_in(signup)
    answer = await send(signup, step, **changed)
    page = parse(answer)
    assert answer.status_code == 422
    assert text(page, "[role=alert]") == "Please check 1 entry below."
    assert [node.id for node in page.css(".error")] == [f"{wrong}-error"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "Add a file"),
        ([("files", (f"{n}.txt", b"x")) for n in range(4)], "3 files at most"),
        ([("files", ("a.txt", b"x" * 1_000_001))], "a.txt is larger than 1 MB."),
        ([("files", ("a.txt", b""))], "a.txt is empty."),
        ([("files", ("a.exe", b"MZ"))], "a.exe is no PDF, PNG, JPEG or text file."),
        ([("files", ("a.pdf", b"\x89PNG\r\n\x1a\n"))], "a.pdf is no PDF"),
        ([("files", ("a.txt", b"a\0b"))], "a.txt is no text."),
        ([("files", ("<b>.exe", b"MZ"))], "<b>.exe is no PDF"),
    ],
)
async def test_files_are_checked_by_what_they_are(signup: httpx.AsyncClient, files: Any, said: str) -> None:
    await fill_in(signup)
    answer = await send(signup, 4, files=files)
    assert answer.status_code == 422
    assert said in text(parse(answer), "#files-error")


@pytest.mark.parametrize(
    ("name", "content"), [("a.pdf", b"%PDF-1.7"), ("A.PNG", b"\x89PNG\r\n\x1a\nx"), ("a.jpeg", b"\xff\xd8\xff\xe0")]
)
async def test_pictures_and_pdf_are_taken(signup: httpx.AsyncClient, name: str, content: bytes) -> None:
    await fill_in(signup)
    assert (await send(signup, 4, files=[("files", (name, content))])).url.path == "/step/5"


async def test_steps_are_not_skipped(signup: httpx.AsyncClient) -> None:
    await signup.get("/join")
    assert (await signup.get("/step/3")).url.path == "/step/1"
    assert (await send(signup, 3)).url.path == "/step/1"
    assert (await confirm(signup)).url.path == "/step/1"


async def test_a_step_that_is_done_can_be_changed(signup: httpx.AsyncClient) -> None:
    await fill_in(signup)
    page = parse(await signup.get("/step/2"))
    assert page.css_first("#street").attributes["value"] == "4 Quay Street"
    assert text(page, "#town option[selected]") == "Odense"
    await send(signup, 2, town="Svendborg")
    assert "Svendborg" in text(parse(await signup.get("/step/5")), "[data-field=address]")


async def test_an_application_expires(signup: httpx.AsyncClient, clock: Clock) -> None:
    await fill_in(signup)
    clock.now += 1_801
    for answer in (await confirm(signup), await signup.get("/step/1"), await send(signup, 1)):
        assert (answer.url.path, answer.url.params["why"]) == ("/", "expired")


async def test_without_a_plan_the_first_confirmation_fails(signup: httpx.AsyncClient) -> None:
    await fill_in(signup, None)
    busy = await confirm(signup)
    assert (busy.status_code, busy.headers["retry-after"], text(parse(busy), "h1")) == (503, "1", "We are rather busy")
    assert (await confirm(signup)).url.path == "/done/CW-001-0001"


async def test_a_plan_is_carried_from_the_front_page(signup: httpx.AsyncClient) -> None:
    page = parse(await signup.get("/", params={"flaky": "429,503"}))
    assert page.css_first("input[name=flaky]").attributes["value"] == "429,503"
    await fill_in(signup, "429,nonsense,slow,503")
    statuses = [(await confirm(signup)).status_code for _ in range(2)]
    assert statuses == [429, 200]


async def broken_confirmation(signup: httpx.AsyncClient) -> None:
    """Confirms, and sees the answer break off: it announces more than it sends."""
    with pytest.raises(AssertionError):  # the transport's own, for an answer without an end
        await confirm(signup)


async def test_a_dropped_confirmation_keeps_nothing_and_a_lost_one_does(signup: httpx.AsyncClient) -> None:
    await fill_in(signup, "drop,lost")
    await broken_confirmation(signup)
    assert (await signup.get("/api/truth")).json()["count"] == 0
    await broken_confirmation(signup)
    assert (await signup.get("/api/truth")).json()["count"] == 1
    assert (await confirm(signup)).url.path == "/done/CW-001-0001"
    assert (await confirm(signup)).url.path == "/done/CW-001-0001"
    assert (await signup.get("/api/truth")).json()["count"] == 1


async def test_one_must_agree(signup: httpx.AsyncClient) -> None:
    await fill_in(signup)
    answer = await signup.post("/confirm")
    assert (answer.status_code, text(parse(answer), "#agree-error")) == (422, "Please agree to the house rules.")


async def test_lists_depend_on_each_other(signup: httpx.AsyncClient) -> None:
    async def options(**params: str) -> list[str]:
        found: list[str] = (await signup.get("/api/places", params=params)).json()["options"]
        return found

    assert await options(country="Denmark") == ["Funen", "Jutland", "Zealand"]
    assert await options(country="Denmark", region="Funen") == ["Odense", "Svendborg"]
    assert await options(country="Denmark", region="Norte") == await options(country="Atlantis") == []


async def test_old_submissions_are_forgotten(clock: Clock) -> None:
    async with visiting(create_signup(1, clock=clock, sleep=no_sleep)) as client:
        for _ in range(102):
            await fill_in(client)
            await confirm(client)
        truth = (await client.get("/api/truth")).json()
    assert (truth["count"], len(truth["submissions"]), truth["submissions"][0]["reference"]) == (
        102,
        100,
        "CW-001-0003",
    )


@pytest.mark.parametrize(
    ("markup", "tidy", "plain"),
    [
        ("a <b onclick=x>b</b>", "a <strong>b</strong>", "a b"),
        ("<script>alert(1)</script>x", "x", "x"),
        ("<img src=x onerror=y>1 < 2 &lt;i&gt;", "1 &lt; 2 &lt;i&gt;", "1 < 2 <i>"),
        ("<div>one</div><div>two<br>three</div>", "<p>one</p><p>two<br>three</p>", "one\ntwo\nthree"),
        ("<ul><li>a<li>b", "<ul><li>a<li>b</li></li></ul>", "a\nb"),
        ("</b></p>x", "x", "x"),
    ],
)
def test_rich_text_keeps_a_few_harmless_elements(markup: str, tidy: str, plain: str) -> None:
    assert (tidy_html(markup), plain_text(markup)) == (tidy, plain)


async def test_what_was_filled_in_is_shown_as_text(signup: httpx.AsyncClient) -> None:
    await signup.get("/join")
    answer = await send(signup, 1, name='"><script>x</script>', email="")
    assert "<script>x" not in answer.text
    assert parse(answer).css_first("#name").attributes["value"] == '"><script>x</script>'
