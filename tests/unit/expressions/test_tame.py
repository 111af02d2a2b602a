"""What may run inside this process: bounded work only."""

import pytest

from flow_builder.expressions import parse


def tame(source: str) -> bool:
    return parse("{{" + source + "}}").expressions[0].tame


@pytest.mark.parametrize(
    "source",
    [
        "item.price.amount < input.limit",
        "input.a + steps.b.c * 2 - index % 3 ** 2",
        "item.title.toLowerCase().includes('sale') && !item.sold",
        "steps.a?.rows?.[0]?.price ?? 'none'",
        "`${env.SHOP}/page/${index + 1}`",
        "{title: item.title, 'unit price': item.price, values: [1, ...input.more]}",
        "Math.round(item.price * 100) / 100",
        "Number(item.price.replace(',', '.'))",
        "new Date(run.started_at).toISOString().slice(0, 10)",
        "Object.keys(input).length > 0 ? 'some' : null",
        "input.tags.join(', ')",
        "String(index).padStart(3, '0')",
        "typeof item === 'object' && 'x' in item",
        "JSON.stringify(item)",
        "steps.rows.items.length === 0",
        "input.list[input.at][0]",
        "input.status !== 'done'",
        "(item.a || item.b) && (typeof (item) === 'x')",
    ],
)
def test_ordinary_expressions_are_tame(source: str) -> None:
    assert tame(source)


@pytest.mark.parametrize(
    "source",
    [
        "input.rows.map(r => r.x)",
        "(function () {})()",
        "/a+/.test(item.x)",
        "item.x.match('a')",
        "10n ** 5n",
        "BigInt(10)",
        "new Array(5)",
        "Array(1e9)",
        "Array.from({length: 1e9})",
        "'a'.repeat(1e7)",
        "'a'.padStart(1000000, 'b')",
        "item.x.indexOf(input.y)",
        "item.x.includes('a'.concat(input.y))",
        "item.x.split(input.y)",
        "item.x.replace('a', input.y)",
        "item.x.replaceAll('a', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbb')",
        "item.a.join('aa').split('').join('bb')",
        "input.x = 1",
        "index++",
        "index += 1",
        "index &&= 1",
        "String({toString: [].join, length: 1e12})",
        "({'toString': [].join, length: 1e12}) + ''",
        "{['toString']: [].join, length: 1e12} + ''",
        "{toJSON: [].join, length: 1e12}",
        "{slice: [].join, length: 1e12}.slice()",
        "{'slice': [].join, length: 1e12}.slice()",
        "{'sl\\u0069ce': [].join, length: 1e12}.slice()",
        "{sl\\u0069ce: [].join, length: 1e12}.slice()",
        "{__proto__: [], length: 1e12}.join()",
        "Object.fromEntries([['slice', [].join], ['length', 1e12]]).slice()",
        "Object.assign({}, {a: 1})",
        "[].concat.call({length: 1e12})",
        "[].constructor(1e9)",
        "[[].join][0]()",
        "(item.f)(1)",
        "item['join'](1)",
        "item.f`x`",
        "String.raw`x`",
        "`a``b`",
        "(`a`)`b`",
        "import('os')",
        "Reflect.ownKeys(item)",
        "Symbol.iterator",
        "unknown",
        "this",
        "item.x.normalize()",
        "item.x.localeCompare('a')",
        "item.x.toSorted()",
        "{get x() { return 1 }}",
        "{m() { return 1 }}",
        "class {}",
        "async () => 1",
        "new Date",
        "new Map([])",
        "Math['max'](1, 2)",
        "item(1)",
        "item?.(1)",
        "item.toString?.()",
        "1" + "+1" * 300,
    ],
)
def test_what_could_take_long_is_not(source: str) -> None:
    assert not tame(source)
