"""extract.html_to_text."""

from typing import Any

import pytest

from flow_builder.errors import NodeError
from tests.support.nodes import Bench


async def text(bench: Bench, html: str, **config: Any) -> str:
    return (await bench("extract.html_to_text", {"html": html, **config}))["text"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("plain", "plain"),
        ("", ""),
        ("  a \n\t b&nbsp;c ", "a b c"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("<div><div><div>a</div></div></div>b", "a\nb"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<b>a</b><i>b</i> <u>c</u>", "ab c"),
        ("a <b> b </b> c", "a b c"),
        ("<h1>T</h1>text<h2>U</h2>more", "T\n\ntext\n\nU\n\nmore"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<ol><li>a<li>b</ol>after", "1. a\n2. b\n\nafter"),
        ("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", "- a\n  - b\n  - c\n- d"),
        ("<ul><li><p>a</p><p>b</p></ul>", "- a\n\nb"),
        ("<table><tr><th>x<th>y<tr><td>1<td>2</table>", "x | y\n1 | 2"),
        ("<table><tr><td>1<td></td><td>3</table>", "1 |  | 3"),
        ("<table><tr><td><p>a</p><p>b</p><td><ul><li>c<li>d</ul></table>", "a b | c d"),
        ("<table><tr><td><table><tr><td>in<td>ner</table><td>out</table>", "in ner | out"),
        ("<pre>a\n  b\n\n\nc</pre>d", "a\n  b\n\n\nc\n\nd"),
        ("z<script>x</script><style>y</style><noscript>n</noscript><template>t</template>", "z"),
        ("<head><title>T</title></head>a<p hidden>b</p><svg><text>c</text></svg>", "a"),
        ("a<!-- b -->c", "ac"),
        ("&lt;b&gt; &amp; &copy; &#8364;", "<b> & © €"),
    ],
)
async def test_layout(bench: Bench, html: str, expected: str) -> None:
    assert await text(bench, html) == expected


LINKS = "<a href='/a'>the  list</a>, <a href='https://x.example/'>https://x.example/</a>, <a name=n>no link</a> <a href='/i'><img></a>"


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ("drop", "the list, https://x.example/, no link"),
        ("inline", "the list (/a), https://x.example/, no link (/i)"),
        ("numbered", "the list [1], https://x.example/ [2], no link [3]"),
    ],
)
async def test_links(bench: Bench, links: str, expected: str) -> None:
    output = await bench("extract.html_to_text", {"html": LINKS, "links": links, "base_url": "https://e.example/b/"})
    assert output["text"] == expected
    assert [link["url"] for link in output["links"]] == [
        "https://e.example/a",
        "https://x.example/",
        "https://e.example/i",
    ]
    assert output["links"][0]["text"] == "the list"


async def test_parts_can_be_chosen_and_left_out(bench: Bench) -> None:
    html = "<title> T </title><nav>Home</nav><main>One<aside>Ad</aside></main><main>Two</main>"
    output = await bench("extract.html_to_text", {"html": html, "within": "main", "without": ["aside"]})
    assert (output["text"], output["title"], output["words"]) == ("One\nTwo", "T", 2)
    with pytest.raises(NodeError) as failed:
        await text(bench, html, within="article")
    assert failed.value.code == "extract.no_match"
    with pytest.raises(NodeError) as failed:
        await text(bench, html, without=["p["])
    assert (failed.value.code, failed.value.field) == ("extract.bad_selector", "/without/0")


async def test_a_long_text_can_be_cut(bench: Bench) -> None:
    output = await bench("extract.html_to_text", {"html": "abcdef", "max_chars": 3})
    assert (output["text"], output["truncated"]) == ("abc", True)
    output = await bench("extract.html_to_text", {"html": "abc", "max_chars": 3})
    assert (output["text"], output["truncated"]) == ("abc", False)


async def test_nesting_a_thousand_levels_deep_is_fine(bench: Bench) -> None:
    assert await text(bench, "<div>" * 10_000 + "x" + "</div>" * 10_000) == "x"
    assert await text(bench, "<ul><li>" * 1_000 + "x") != ""
