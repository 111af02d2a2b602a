"""What each table of tests/sites/tables.html says, whoever reads it: a browser or the HTML nodes."""

from typing import Any

HEADS = [
    "Region",
    *(f"Quarter / {half} / {unit}" for half in ("First", "Second") for unit in ("Units", "Euros")),
    "Total",
]

ZOO: dict[str, tuple[str, dict[str, Any], list[str], list[list[Any]]]] = {
    "three rows of headings under a title, the foot last": (
        "three-heads",
        {},
        HEADS,
        [
            ["North", "10", "1.000,25", "15", "1.500,25", "2.500,50"],
            ["South", "20", "2.000,25", "25", "2.500,25", "4.500,50"],
            ["All", "30", "3.000,50", "40", "4.000,50", "7.001,00"],
        ],
    ),
    "numbers in a locale": (
        "three-heads",
        {"typed": True, "locale": "de-DE", "limit": 1},
        HEADS,
        [["North", 10, 1000.25, 15, 1500.25, 2500.5]],
    ),
    "chosen columns by the last part, by position, renamed and typed": (
        "three-heads",
        {
            "columns": [
                {"column": "total", "name": "sum", "as": "number", "locale": "de"},
                {"column": "Region"},
                {"column": "Quarter / Second / Units", "as": "integer"},
                {"column": -1, "as": "price", "locale": "de"},
            ],
            "limit": 1,
        },
        ["sum", "Region", "Quarter / Second / Units", "Total"],
        [[2500.5, "North", 15, {"amount": 2500.5, "currency": None, "text": "2.500,50"}]],
    ),
    "no headings": (
        "no-head",
        {},
        ["column_1", "column_2", "column_3"],
        [["1", "007", "a"], ["2.5", "008", ""], ["", "010", ""]],
    ),
    "codes are no numbers": (
        "no-head",
        {"typed": True},
        ["column_1", "column_2", "column_3"],
        [[1, "007", "a"], [2.5, "008", ""], [None, "010", ""]],
    ),
    "the first row has the headings": (
        "no-head",
        {"header": "first_row"},
        ["1", "007", "a"],
        [["2.5", "008", ""], ["", "010", ""]],
    ),
    "headings in two rows by order": (
        "no-head",
        {"header": "first_row", "header_rows": 2},
        ["1 / 2.5", "007 / 008", "a"],
        [["", "010", ""]],
    ),
    "headings repeated in the body": (
        "th-in-body",
        {},
        ["Name", "Price", "Price_2", "column_4"],
        [["Lamp", "1", "2", "x"], ["Mat", "3", "4", "y"]],
    ),
    "spans end with their group": (
        "group-end",
        {},
        ["Kind", "Item"],
        [
            ["fruit", "apple"],
            ["fruit", "pear"],
            ["root", "carrot"],
            ["root", "beet"],
            ["root", "turnip"],
            ["leaf", "kale"],
        ],
    ),
    "overlapping cells": (
        "overlap",
        {"header": "none"},
        ["column_1", "column_2", "column_3"],
        [["a", "b", "c"], ["d", "b", "d"], ["e", "f", "g"]],
    ),
    "tables in cells are not read": ("layout", {}, ["column_1", "column_2"], [["Outer text", "go"]]),
    "an inner table by itself": ("inner", {}, ["In"], [["ner link"]]),
    "headings in front of each row": (
        "specification",
        {
            "header": "first_column",
            "locale": "de",
            "columns": [
                {"column": "Weight", "as": "number"},
                {"column": "Colours"},
                {"column": "Available", "as": "boolean"},
                {"column": "Since", "as": "date"},
            ],
        },
        ["Weight", "Colours", "Available", "Since"],
        [[3.5, "red green", True, "2024-05-03"]],
    ),
    "headings above and in front": (
        "cross",
        {"typed": True, "locale": "nb-NO"},
        ["column_1", "2024", "2025"],
        [["Oslo", 1.5, 2.5], ["Bergen", 3.5, -4.5]],
    ),
    "a span far too wide, and spans that are no numbers": (
        "wide",
        {},
        ["column_1", "column_2"],
        [["Contact us", "Contact us"], ["phone", "1"], ["mail", "2"]],
    ),
    "a table without rows": ("empty", {}, [], []),
    "nothing but headings": ("only-heads", {}, ["a", "b"], [["1", "2"]]),
    "one column": ("one-column", {}, ["Name"], [["Ada"], ["Bob"]]),
}
"""Name -> (id of the table, settings, headers, rows as lists)."""
