"""extract.article, extract.html_to_markdown and extract.condense_html."""

from typing import Any

import pytest

from flow_builder.errors import LimitExceeded, NodeError
from tests.support.nodes import Bench

SENTENCE = "A lamp is more than a light, said the woman in the shop, and she was right about it, as we came to learn. "
ARTICLE = f"""<html lang="en"><head><title>On lamps - Daily</title><meta name="author" content="Ada Byron">
<meta property="article:published_time" content="2024-05-03T10:00:00Z"><base href="https://daily.example/a/">
<meta property="og:image" content="/lamp.jpg"></head><body><nav><ul><li><a href="/">Home</a><li><a href="/x">Shop</a></ul></nav>
<main><article><h1>On lamps</h1><p>{SENTENCE * 4}<a href="more">More</a></p><h2>Second</h2><p>{SENTENCE * 3}</p>
<ul><li>first thing to know about lamps</li><li>second thing to know about lamps</li></ul>
<table><tr><th>Lamp</th><th>Price</th></tr><tr><td>small</td><td>5</td></tr></table><div class="ad"><p>{"Buy now! " * 9}</p></div>
</article></main><footer>All rights reserved.</footer></body></html>"""


async def article(bench: Bench, **config: Any) -> Any:
    return await bench("extract.article", {"html": ARTICLE, **config})


async def test_an_article_is_read_in_three_forms(bench: Bench) -> None:
    output = await article(bench)
    assert (output["title"], output["author"], output["date"]) == ("On lamps", "Ada Byron", "2024-05-03")
    assert (output["language"], output["image"]) == ("en", "https://daily.example/lamp.jpg")
    assert "# On lamps" in output["markdown"]
    assert "## Second" in output["markdown"]
    assert "- first thing" in output["markdown"]
    assert "| small | 5 |" in output["markdown"]
    assert "[More](https://daily.example/a/more)" in output["markdown"]
    assert "<h2>Second</h2>" in output["html"]
    assert output["text"].startswith("On lamps")
    for form in ("text", "markdown", "html"):
        assert "rights reserved" not in output[form]
        assert "Home" not in output[form]


async def test_parts_can_be_left_out(bench: Bench) -> None:
    output = await article(bench, without=[".ad"], tables=False, links=False)
    assert "Buy now" not in output["text"]
    assert "small" not in output["text"]
    assert "](" not in output["markdown"]


async def test_a_page_without_article_says_so(bench: Bench) -> None:
    assert not (await article(bench, html="<p>Hello</p>"))["found"]
    assert (await article(bench, html="<p>Hello</p>", min_words=1))["text"] == "Hello"
    with pytest.raises(NodeError) as failed:
        await article(bench, html="", required=True)
    assert failed.value.code == "extract.no_article"


async def test_a_page_too_long_to_judge_is_refused(bench: Bench) -> None:
    with pytest.raises(LimitExceeded) as failed:
        await article(bench, html="<p>word " * 500_000)
    assert (failed.value.code, failed.value.field) == ("extract.too_large", "/html")


async def markdown(bench: Bench, html: str, **config: Any) -> str:
    text: str = (await bench("extract.html_to_markdown", {"html": html, **config}))["markdown"]
    return text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<h1>A</h1><h2>B</h2><p>c<br>d</p>", "# A\n\n## B\n\nc\nd"),
        ("<b>bold</b> <i>it</i> <code>x</code> <del>no</del>", "**bold** *it* `x` ~~no~~"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
        ("<ol start=3><li>c<li>d<p>more</ol>", "3. c\n4. d\n\n   more"),
        ("<ol><li>a<ol><li>x<li>y</ol><li>b</ol>", "1. a\n   1. x\n   2. y\n2. b"),
        ("<blockquote>q</blockquote>", "> q"),
        ("<pre><code class='language-python'>a\n  b</code></pre>", "```python\na\n  b\n```"),
        ("<pre>x</pre>", "```\nx\n```"),
        ("<table><tr><td>a<td>b<tr><td>1<td>2</table>", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("<a href='/x'>l</a> <img src=i.png alt=pic>", "[l](https://e.example/x) ![pic](https://e.example/i.png)"),
        ("x<script>y</script><style>z</style><p hidden>h</p><template>t</template>", "x"),
        ("1 * 2 _ 3", "1 \\* 2 \\_ 3"),
    ],
)
async def test_markdown(bench: Bench, html: str, expected: str) -> None:
    assert await markdown(bench, html, base_url="https://e.example/") == expected


async def test_links_and_images_can_be_left_out(bench: Bench) -> None:
    html = "<p>See <a href=/x>this</a> <img src=i alt=pic></p>"
    assert await markdown(bench, html, links=False, images=False) == "See this"


async def test_long_lists_are_numbered_in_good_time(bench: Bench) -> None:
    text = await markdown(bench, "<ol>" + "<li>x" * 10_000)
    assert text.endswith("10000. x")


async def test_a_long_markdown_can_be_cut(bench: Bench) -> None:
    output = await bench("extract.html_to_markdown", {"html": "<title> T </title>abcdef", "max_chars": 3})
    assert (output["markdown"], output["truncated"], output["title"]) == ("abc", True, "T")


@pytest.mark.parametrize("html", ["<div>" * 300 + "x", "<b>x</b>" * 60_000])
async def test_what_markdown_cannot_hold_is_refused(bench: Bench, html: str) -> None:
    with pytest.raises(LimitExceeded) as failed:
        await markdown(bench, html)
    assert failed.value.code == "extract.too_complex"


async def condense(bench: Bench, html: str, **config: Any) -> Any:
    return await bench("extract.condense_html", {"html": html, **config})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ""),
        ("<div><div><div><p>x</p></div></div></div>", "<p>x</p>"),
        ("<div> a  <span>b</span>\n<i>c</i> </div>", "<div> a b <i>c</i> </div>"),
        ("<p style='color:red' onclick=x id=i data-x=1 class='a  b'>x</p>", '<p id="i" class="a b">x</p>'),
        ("<!-- c --><p>x</p><script>s</script><svg><path/></svg><p></p><b> </b>", "<p>x</p>"),
        ("<p style='display: none'>x</p><p hidden>y</p><p>z</p>", "<p>z</p>"),
        ("<img><img src=a.png alt=''><img src='data:image/png;base64,AAAAAAAAAAAAAAAAAAA'>",
         '<img src="a.png"><img src="data:image/png;base64,AAAAAAAA…">'),
        ("<input type=checkbox checked value='a\"b'><button></button><br>",
         '<input type="checkbox" checked value="a&quot;b"><button></button><br>'),
        ("<table><tr><td></td><td>1</td></tr></table>", "<table><tbody><tr><td></td><td>1</td></tr></tbody></table>"),
        ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        ("a &lt;b&gt; &amp; c", "a &lt;b&gt; &amp; c"),
        ("<a href='/x'></a>", '<a href="/x"></a>'),
    ],
)  # fmt: skip
async def test_condensed(bench: Bench, html: str, expected: str) -> None:
    assert (await condense(bench, html))["html"] == expected


async def test_like_ones_in_a_row_are_counted(bench: Bench) -> None:
    html = "<ul>" + "".join(f"<li class=a>{n}</li>" for n in range(9)) + "<li class=b>z</li></ul>"
    output = await condense(bench, html, repeat=2)
    assert output["html"] == (
        '<ul><li class="a">0</li><li class="a">1</li><!-- 7 more like this --><li class="b">z</li></ul>'
    )
    assert output["chars"] < output["original_chars"] == len(html)


@pytest.mark.parametrize("limit", range(1, 120, 7))
async def test_what_is_cut_is_closed_and_no_longer_than_allowed(bench: Bench, limit: int) -> None:
    html = "<section id=s><ul>" + "<li><b>first</b> second</li>" * 9 + "</ul></section>"
    output = await condense(bench, html, max_chars=limit)
    assert output["truncated"]
    assert output["chars"] <= limit
    assert output["html"].count("<") == 2 * output["html"].count("</")


async def test_attributes_and_long_texts(bench: Bench) -> None:
    output = await condense(bench, f"<p id=a data-k=v>{'x' * 50}</p>", attributes=["DATA-K"], text_chars=5)
    assert output["html"] == '<p data-k="v">xxxxx…</p>'


async def test_parts_can_be_chosen(bench: Bench) -> None:
    html = "<nav>n</nav><main><p>x</p><aside>a</aside></main>"
    assert (await condense(bench, html, within="main", without=["aside"]))["html"] == "<p>x</p>"
    with pytest.raises(NodeError) as failed:
        await condense(bench, html, within="article")
    assert failed.value.code == "extract.no_match"
