"""Which steps share a browser worker; `[...]` is a region."""

import pytest

from flow_builder.domain.plan import Passed, Region, walk
from tests.support.drawn import codes, compiled, outline, plan_of

OPEN, PAGE, CLOSE = "browser.open", "browser.page", "browser.close"


@pytest.mark.parametrize(
    ("nodes", "edges", "tree"),
    [
        (f"o:{OPEN} x p:{PAGE} y", "o>x x>p p>y", "[o ; x ; p] ; y"),
        (
            f"o:{OPEN} c:core.condition p:{PAGE} q:{PAGE} j",
            "o>c c.true>p c.false>q p>j q>j",
            "[o ; c{true: p, false: q}] ; j",
        ),
        (f"o:{OPEN} l:core.loop l/p:{PAGE} l/x q:{PAGE}", "o>l p>x l>q", "[o ; l*{p ; x} ; q]"),
        (f"o:{OPEN} t:core.try t/p:{PAGE} q:{PAGE}", "o>t t.error>q", "[o ; t{p} ; q]"),
        (f"o:{OPEN} x! y", "o>x x>y", "[o] ; x{out: y}"),
        (f"o:{OPEN} w:core.wait o2:{OPEN} p:{PAGE}", "o>w w>o2 o2>p", "[o] ; w ; [o2 ; p]"),
        (f"o:{OPEN} f:core.subflow o2:{OPEN}", "o>f f>o2", "[o] ; f ; [o2]"),
        (f"l:core.loop l/o:{OPEN} l/p:{PAGE}", "o>p", "[l*{o ; p}]"),
        (f"o:{OPEN} x y p:{PAGE}", "o>x o>y x>p y>p", "[o ; (x | y) ; p]"),
        (f"o:{OPEN} x p:{PAGE} q:{PAGE}", "o>x o>p x>q p>q", "[o ; (x | p) ; q]"),
        (f"s:core.stop o:{OPEN} c:core.condition p:{PAGE}", "o>c c.true>s c.false>p", "[o ; c{true: s, false: p}]"),
    ],
    ids=[
        "steps between",
        "both sides of a condition",
        "a loop",
        "a try",
        "nothing after",
        "a pause",
        "a sub-flow",
        "a loop that opens its own",
        "plain steps side by side",
        "one side uses the page",
        "a stop",
    ],
)
def test_a_region_reaches_from_first_to_last_use(nodes: str, edges: str, tree: str) -> None:
    assert outline(plan_of(nodes, edges)) == tree


@pytest.mark.parametrize(
    ("nodes", "edges", "tree"),
    [
        (f"c:core.condition o:{OPEN} p:{PAGE} x", "c.true>o o>p c.false>x", "c{true: [o ; p], false: x}"),
        (f"a o:{OPEN} p:{PAGE} x", "a>o o>p a>x", "a ; ([o ; p] | x)"),
        (f"t:core.try t/x t/o:{OPEN} t/p:{PAGE} t/y", "x>o o>p p>y", "t{x ; [o ; p] ; y}"),
    ],
    ids=["a case", "a branch", "a try"],
)
def test_what_does_not_share_the_page_stays_outside(nodes: str, edges: str, tree: str) -> None:
    assert outline(plan_of(nodes, edges)) == tree


def test_sessions_that_share_nothing_are_regions_of_their_own() -> None:
    other = {"o2": {"session": "two"}, "p2": {"session": "two"}}
    nodes = f"o:{OPEN} p:{PAGE} x o2:{OPEN} p2:{PAGE}"
    assert outline(plan_of(nodes, "o>p p>x x>o2 o2>p2", other)) == "[o ; p] ; x ; [o2 ; p2]"
    assert outline(plan_of(nodes, "o>o2 o2>x x>p p>p2", other)) == "[o ; o2 ; x ; p ; p2]"


def test_a_session_named_by_an_expression_may_be_any() -> None:
    nodes = f"o:{OPEN} x p:{PAGE}"
    assert outline(plan_of(nodes, "o>x x>p", {"p": {"session": "{{ input.name }}"}})) == "[o ; x ; p]"


def test_parallel_branches_have_pages_of_their_own() -> None:
    nodes = f"a:{OPEN} b:{PAGE} c:{OPEN} d:{PAGE}"
    assert outline(plan_of(nodes, "a>b c>d")) == "([a ; b] | [c ; d])"


def test_iterations_of_a_concurrent_loop_have_pages_of_their_own() -> None:
    nodes = f"x l:core.loop l/o:{OPEN} l/p:{PAGE}"
    for concurrency in (3, "{{ input.n }}"):
        plan = plan_of(nodes, "x>l o>p", {"l": {"concurrency": concurrency}})
        assert outline(plan) == "x ; l*{[o ; p]}"


def test_a_pause_in_one_case_does_not_take_the_page_from_the_other() -> None:
    plan = plan_of(f"o:{OPEN} c:{PAGE}! ask:core.approval p:{PAGE} q:{PAGE}", "o>c c.error>ask c>p p>q")
    assert outline(plan) == "[o ; c{out: p ; q}] ; ask"


def test_steps_before_a_pause_in_a_case_stay_with_the_page() -> None:
    plan = plan_of(f"o:{OPEN} c:core.condition p:{PAGE} w:core.wait x y", "o>c c.true>p p>w w>x c.false>y")
    assert outline(plan) == "[o ; c{true: p, false: y}] ; w ; x"


def test_cases_that_exclude_each_other_may_use_one_page_wherever_they_lie_in_the_tree() -> None:
    nodes = f"o:{OPEN} c:core.condition p:{PAGE} log q:{PAGE} j:{PAGE}"
    edges = "o>c c.true>p c.true>log c.false>q p>j q>j"
    assert outline(plan_of(nodes, edges)) == "[o ; c ; ((p | q) ; j | log)]"


def test_all_cases_of_a_switch_can_run_so_they_cannot_share_a_page() -> None:
    nodes, edges = f"o:{OPEN} s:core.switch p:{PAGE} q:{PAGE}", "o>s s.a>p s.b>q"
    assert codes(nodes, edges) == []
    assert codes(nodes, edges, {"s": {"mode": "all"}}) == [
        ("browser.session_missing", "p"),
        ("browser.session_missing", "q"),
    ]


@pytest.mark.parametrize(
    ("nodes", "edges", "missing", "why"),
    [
        (f"p:{PAGE}", "", "p", "Add an Open browser node for the session `main`"),
        (f"o:{OPEN} k:{CLOSE} p:{PAGE}", "o>k k>p", "p", "is closed before `p`"),
        (f"o:{OPEN} p:{PAGE} q:{PAGE}", "o>p o>q", "p", "split into parallel parts"),
        (f"p:{PAGE} o:{OPEN}", "p>o", "p", "Add an Open browser node"),
    ],
    ids=["never", "closed", "fan-out", "later"],
)
def test_a_page_that_is_not_open_is_an_error_that_says_why(nodes: str, edges: str, missing: str, why: str) -> None:
    found = next(each for each in compiled(nodes, edges).errors if each.node == missing)
    assert found.code == "browser.session_missing"
    assert why in (found.hint or "")


def test_a_concurrent_loop_does_not_see_the_page_opened_before_it() -> None:
    found = compiled(f"o:{OPEN} l:core.loop l/p:{PAGE}", "o>l", {"l": {"concurrency": 2}}).errors
    assert [each.code for each in found] == ["browser.session_missing"]
    assert "The iterations of `l` run side by side" in (found[0].hint or "")


def test_a_region_is_named_by_its_first_step() -> None:
    plan = plan_of(f"x o:{OPEN} p:{PAGE}", "x>o o>p")
    assert [each.id for each in walk(plan.root) if isinstance(each, Region)] == ["o"]


def passed(nodes: str, edges: str, configs: dict[str, object] | None = None) -> dict[str, tuple[str, str]]:
    """Returns region -> (takes, carries), each as `session@opener/depth`."""

    def text(found: tuple[Passed, ...]) -> str:
        return " ".join(f"{each.session}@{each.opener}/{each.depth}" for each in found)

    plan = plan_of(nodes, edges, configs)
    return {each.id: (text(each.takes), text(each.carries)) for each in walk(plan.root) if isinstance(each, Region)}


@pytest.mark.parametrize(
    ("nodes", "edges", "expected"),
    [
        (f"o:{OPEN} w:core.wait p:{PAGE}", "o>w w>p", {"o": ("", "main@o/0"), "p": ("main@o/0", "")}),
        (f"o:{OPEN} f:core.subflow p:{PAGE}", "o>f f>p", {"o": ("", "main@o/0"), "p": ("main@o/0", "")}),
        (
            f"o:{OPEN} w:core.wait p:{PAGE} v:core.wait q:{PAGE}",
            "o>w w>p p>v v>q",
            {"o": ("", "main@o/0"), "p": ("main@o/0", "main@o/0"), "q": ("main@o/0", "")},
        ),
        (f"o:{OPEN} w:core.wait o2:{OPEN} p:{PAGE}", "o>w w>o2 o2>p", {"o": ("", ""), "o2": ("", "")}),
        (
            f"o:{OPEN} t:core.try t/p:{PAGE} t/w:core.wait q:{PAGE}",
            "o>t p>w t.error>q",
            {"o": ("", "main@o/0"), "p": ("main@o/0", "main@o/0"), "q": ("main@o/0", "")},
        ),
        (
            f"o:{OPEN} l:core.loop l/p:{PAGE} l/w:core.wait",
            "o>l p>w",
            {"o": ("", "main@o/0"), "p": ("main@o/0", "main@o/0")},
        ),
        (
            f"l:core.loop l/o:{OPEN} l/w:core.wait l/p:{PAGE}",
            "o>w w>p",
            {"o": ("", "main@o/1"), "p": ("main@o/1", "")},
        ),
        (
            f"c:core.condition a:{OPEN} v:core.wait b:{OPEN} w:core.wait p:{PAGE}",
            "c.true>a a>v c.false>b b>w v>p w>p",
            {"a": ("", "main@a/0"), "b": ("", "main@a/0"), "p": ("main@a/0", "")},
        ),
        (f"o:{OPEN} w:core.wait k:{CLOSE}", "o>w w>k", {"o": ("", "main@o/0"), "k": ("main@o/0", "")}),
    ],
    ids=[
        "a pause",
        "a sub-flow",
        "two pauses",
        "opened anew",
        "a pause in a try",
        "a pause in a loop",
        "opened in each iteration",
        "either of two cases",
        "closed after it",
    ],
)
def test_a_session_passes_from_region_to_region(nodes: str, edges: str, expected: dict[str, tuple[str, str]]) -> None:
    assert passed(nodes, edges) == expected


def test_parallel_parts_take_sessions_that_only_they_use() -> None:
    nodes = f"o:{OPEN} o2:{OPEN} p:{PAGE} q:{PAGE} r:{PAGE}"
    configs = {"o2": {"session": "two"}, "q": {"session": "two"}, "r": {"session": "two"}}
    assert passed(nodes, "o>o2 o2>p o2>q p>r q>r", configs) == {
        "o": ("", "main@o/0"),
        "o2": ("", "two@o2/0"),
        "p": ("main@o/0", ""),
        "q": ("two@o2/0", "two@o2/0"),
        "r": ("two@o2/0", ""),
    }


def test_what_two_parallel_parts_opened_is_nobodys_afterwards() -> None:
    nodes = f"s a:{OPEN} b:{PAGE} c:{OPEN} d:{PAGE} j:{PAGE}"
    assert codes(nodes, "s>a a>b s>c c>d b>j d>j") == [("browser.session_missing", "j")]


def test_a_session_named_by_an_expression_passes_with_all_others() -> None:
    nodes = f"o:{OPEN} o2:{OPEN} w:core.wait p:{PAGE}"
    found = passed(nodes, "o>o2 o2>w w>p", {"o2": {"session": "two"}, "p": {"session": "{{ input.which }}"}})
    assert found == {"o": ("", "main@o/0"), "o2": ("", "two@o/0"), "p": ("*@o/0", "")}


def test_a_session_opened_in_a_concurrent_loop_ends_with_its_iteration() -> None:
    nodes, edges = f"l:core.loop l/o:{OPEN} p:{PAGE}", "l>p"
    found = compiled(nodes, edges, {"l": {"concurrency": 2}}).errors
    assert [each.code for each in found] == ["browser.session_missing"]
    assert "end with their iteration" in (found[0].hint or "")
