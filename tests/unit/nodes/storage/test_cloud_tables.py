"""google_sheets, airtable and notion against local servers that speak their protocols."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pydantic import ValidationError

from flow_builder.errors import NodeError
from tests.support.cloud_tables import ID, Airtable, Notion, Sheets
from tests.support.nodes import Bench
from tests.support.services import serve_service


async def failing(bench: Bench, node: str, config: dict[str, Any]) -> NodeError:
    with pytest.raises(NodeError) as failed:
        await bench(node, config)
    return failed.value


class TestSheets:
    @pytest.fixture
    async def sheets(self, bench: Bench) -> AsyncIterator[Sheets]:
        service = Sheets()
        async with serve_service(service) as web:
            bench.backend.credentials["it"] = {
                "type": "google_service_account",
                "client_email": service.email,
                "private_key": service.private_key,
                "token_uri": web.url("/token"),
                "base_url": web.url(""),
            }
            yield service

    async def act(self, bench: Bench, **action: Any) -> Any:
        config = {"credential": "it", "spreadsheet": "book", "action": {"range": "Prices", **action}}
        return await bench("storage.google_sheets", config)

    async def refused(self, bench: Bench, **action: Any) -> NodeError:
        with pytest.raises(NodeError) as failed:
            await self.act(bench, **action)
        return failed.value

    async def test_objects_go_in_and_come_out_by_their_header(self, bench: Bench, sheets: Sheets) -> None:
        assert bench.redacted == []
        first = await self.act(bench, kind="append", rows=[{"sku": "a", "price": 1.5}, {"sku": "=1+1", "new": True}])
        again = await self.act(bench, kind="append", rows=[{"new": None, "sku": {"x": "ü"}}])
        assert sheets.grid["Prices"] == [
            ["sku", "price", "new"],
            ["a", 1.5, ""],
            ["=1+1", "", True],
            ['{"x": "ü"}', "", ""],
        ]
        assert set(bench.redacted) == {sheets.token}
        assert (first["range"], first["count"], again["count"]) == ("Prices!A1", 2, 1)
        assert sheets.options == ["RAW", "RAW"]
        output = await self.act(bench, kind="read")
        assert output["rows"] == [
            {"sku": "a", "price": 1.5, "new": None},
            {"sku": "=1+1", "price": "", "new": True},
            {"sku": '{"x": "ü"}', "price": None, "new": None},
        ]

    async def test_rows_may_be_lists_and_headers_odd(self, bench: Bench, sheets: Sheets) -> None:
        sheets.grid["Prices"] = [["a", "", "a"], [1, 2, 3, 4]]
        assert (await self.act(bench, kind="read"))["rows"] == [{"a": 1, "column_2": 2, "a_3": 3}]
        assert (await self.act(bench, kind="read", header=False))["rows"] == [["a", "", "a"], [1, 2, 3, 4]]
        assert (await self.act(bench, kind="read", header=False, formatted=True))["rows"][1] == ["1", "2", "3", "4"]
        cut = await self.act(bench, kind="read", header=False, max_rows=1)
        assert (cut["count"], cut["truncated"]) == (1, True)
        await self.act(bench, kind="append", rows=[["x", None]], formulas=True)
        assert (sheets.grid["Prices"][2], sheets.options) == (["x", ""], ["USER_ENTERED"])

    async def test_an_empty_sheet_has_no_rows(self, bench: Bench, sheets: Sheets) -> None:
        assert (await self.act(bench, kind="read"))["rows"] == []
        assert (await self.act(bench, kind="append", rows=[]))["count"] == 0

    async def test_a_sheets_name_may_hold_anything(self, bench: Bench, sheets: Sheets) -> None:
        sheets.grid["My sheet's"] = []
        for name in ("My sheet's", "'My sheet''s'!A1"):
            await self.act(bench, kind="append", range=name, rows=[{"a": 1}])
        assert sheets.grid["My sheet's"] == [["a"], [1], [1]]

    async def test_a_range_is_written_and_emptied(self, bench: Bench, sheets: Sheets) -> None:
        await self.act(bench, kind="update", range="Prices!B2", rows=[{"n": 1, "m": 2}, {"m": 3}])
        assert sheets.grid["Prices"] == [[], ["", "n", "m"], ["", 1, 2], ["", "", 3]]
        output = await self.act(bench, kind="clear", range="Prices!B2:C3")
        assert sheets.grid["Prices"] == [[], ["", "", ""], ["", "", ""], ["", "", 3]]
        assert output["range"] == "Prices!B2:C3"

    async def test_a_field_without_a_column_is_refused_before_anything_is_written(
        self, bench: Bench, sheets: Sheets
    ) -> None:
        sheets.grid["Prices"] = [["sku"]]
        error = await self.refused(bench, kind="append", rows=[{"sku": "a"}, {"skuu": "b"}])
        assert (error.code, error.field) == ("sheets.bad_rows", "/action/rows/1/skuu")
        assert sheets.grid["Prices"] == [["sku"]]

    async def test_the_key_may_be_googles_own_file_and_the_sheet_an_address(self, bench: Bench, sheets: Sheets) -> None:
        fields = bench.backend.credentials["it"]
        key = {name: fields.pop(name) for name in ("client_email", "private_key", "token_uri")}
        fields["json"] = json.dumps({**key, "type": "service_account", "private_key_id": "1"})
        address = "https://docs.google.com/spreadsheets/d/book/edit#gid=0"
        config = {"credential": "it", "spreadsheet": address, "action": {"kind": "read", "range": "Prices"}}
        assert (await bench("storage.google_sheets", config))["count"] == 0

    async def test_a_token_of_somebody_else_does_too(self, bench: Bench, sheets: Sheets) -> None:
        fields = {"type": "oauth2", "access_token": sheets.token}
        bench.backend.credentials["it"] = {**fields, "base_url": bench.backend.credentials["it"]["base_url"]}
        assert (await self.act(bench, kind="read"))["count"] == 0
        bench.backend.credentials["it"]["access_token"] = "expired"
        error = await self.refused(bench, kind="read")
        assert (error.code, error.details["reason"]) == ("service.unauthorized", "UNAUTHENTICATED")

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({"client_email": "somebody@else"}, "service.unauthorized"),
            ({"private_key": Sheets().private_key}, "service.unauthorized"),
            ({"private_key": "no key"}, "credential.unfit"),
            ({"private_key": None}, "credential.unfit"),
            ({"json": "{"}, "credential.unfit"),
            ({"type": "basic"}, "credential.unfit"),
        ],
    )
    async def test_a_key_that_is_not_accepted_is_final_and_not_shown(
        self, bench: Bench, sheets: Sheets, fields: dict[str, Any], code: str
    ) -> None:
        bench.backend.credentials["it"] |= fields
        error = await self.refused(bench, kind="read")
        assert (error.code, error.retryable) == (code, False)
        assert "PRIVATE KEY" not in f"{error.message} {error.details}"

    async def test_what_google_refuses(self, bench: Bench, sheets: Sheets) -> None:
        error = await self.refused(bench, kind="read", range="Nope!A1:B")
        assert (error.code, error.message) == (
            "service.refused",
            "Google Sheets refused: Unable to parse range: Nope!A1:B.",
        )
        sheets.limited = 1
        error = await self.refused(bench, kind="read")
        assert (error.code, error.retryable) == ("service.rate_limited", True)


class TestAirtable:
    @pytest.fixture
    async def airtable(self, bench: Bench) -> AsyncIterator[Airtable]:
        service = Airtable()
        async with serve_service(service) as web:
            bench.backend.credentials["it"] = {"type": "airtable", "token": service.TOKEN, "base_url": web.url("")}
            yield service

    async def act(self, bench: Bench, **action: Any) -> Any:
        config = {"credential": "it", "base": "appOne", "table": "People", "action": action}
        return await bench("storage.airtable", config)

    async def test_all_pages_are_read_up_to_the_limit(self, bench: Bench, airtable: Airtable) -> None:
        for number in range(205):
            airtable.add({"n": number})
        output = await self.act(bench, kind="list")
        assert [each["fields"]["n"] for each in output["records"]] == list(range(205))
        assert output["records"][0]["id"] == "rec0"
        assert [each.get("offset") for each in airtable.asked] == [None, "100", "200"]
        cut = await self.act(bench, kind="list", max_records=100)
        assert (cut["count"], cut["truncated"]) == (100, True)

    async def test_conditions_are_one_formula_in_which_values_stay_values(
        self, bench: Bench, airtable: Airtable
    ) -> None:
        where = {"Name": "O'Hara\\\n", "Age": 3, "In": True, "Old": None}
        sort = [{"field": "Age", "direction": "desc"}]
        await self.act(bench, kind="list", where=where, formula="{X} > 1", view="V", fields=["Name"], sort=sort)
        expected = "AND({Name} = 'O\\'Hara\\\\\\n', {Age} = 3, {In} = TRUE(), {Old} = BLANK(), {X} > 1)"
        assert airtable.asked[0]["filterByFormula"] == expected
        assert airtable.asked[0]["sort"] == sort
        assert (airtable.asked[0]["view"], airtable.asked[0]["fields"]) == ("V", ["Name"])

    async def test_records_are_written_in_batches_of_ten(self, bench: Bench, airtable: Airtable) -> None:
        made = await self.act(bench, kind="create", records=[{"n": number} for number in range(23)])
        assert (made["count"], airtable.calls) == (23, 3)
        changed = await self.act(bench, kind="update", records=[{"id": "rec1", "fields": {"m": 1}}])
        assert changed["records"][0]["fields"] == {"n": 1, "m": 1}
        upserted = await self.act(bench, kind="upsert", records=[{"n": 1, "m": 2}, {"n": 99}], match=["n"])
        assert (upserted["created"], airtable.records["rec1"]["m"]) == (["rec23"], 2)
        gone = await self.act(bench, kind="delete", ids=[f"rec{number}" for number in range(12)])
        assert (gone["count"], len(airtable.records)) == (12, 12)

    async def test_a_batch_that_fails_says_how_many_records_were_done_before(
        self, bench: Bench, airtable: Airtable
    ) -> None:
        airtable.limited_at = 2
        config = {"credential": "it", "base": "appOne", "table": "People"}
        action = {"kind": "create", "records": [{"n": number} for number in range(15)]}
        error = await failing(bench, "storage.airtable", {**config, "action": action})
        assert (error.code, error.retryable, error.details["done"]) == ("service.rate_limited", True, 10)
        assert error.details["retry_after_s"] == 30.0

    @pytest.mark.parametrize(
        ("change", "code", "word"),
        [
            ({"table": "Nope"}, "service.refused", "NOT_FOUND"),
            ({"action": {"kind": "create", "records": [{"Nope": 1}]}}, "service.refused", "Unknown field name"),
            ({"action": {"kind": "update", "records": [{"id": "recX", "fields": {}}]}}, "service.refused", "recX"),
            ({"action": {"kind": "update", "records": [{"n": 1}]}}, "airtable.bad_record", "Record 0"),
        ],
    )
    async def test_what_airtable_refuses(
        self, bench: Bench, airtable: Airtable, change: dict[str, Any], code: str, word: str
    ) -> None:
        config = {"credential": "it", "base": "appOne", "table": "People", "action": {"kind": "list"}}
        error = await failing(bench, "storage.airtable", {**config, **change})
        assert (error.code, error.retryable) == (code, False)
        assert word in error.message

    async def test_a_token_that_is_not_accepted(self, bench: Bench, airtable: Airtable) -> None:
        bench.backend.credentials["it"]["token"] = "patWrong"
        config = {"credential": "it", "base": "appOne", "table": "People", "action": {"kind": "list"}}
        error = await failing(bench, "storage.airtable", config)
        assert (error.code, "patWrong" in error.message) == ("service.unauthorized", False)


class TestNotion:
    @pytest.fixture
    async def notion(self, bench: Bench) -> AsyncIterator[Notion]:
        service = Notion()
        async with serve_service(service) as web:
            bench.backend.credentials["it"] = {"type": "notion", "token": service.TOKEN, "base_url": web.url("")}
            yield service

    async def act(self, bench: Bench, **action: Any) -> Any:
        return await bench("storage.notion", {"credential": "it", "action": action})

    async def refused(self, bench: Bench, **action: Any) -> NodeError:
        return await failing(bench, "storage.notion", {"credential": "it", "action": action})

    async def test_plain_values_become_properties_and_come_back(self, bench: Bench, notion: Notion) -> None:
        values = {
            "Name": "x" * 4_500,
            "Note": 3,
            "Price": 9.5,
            "Done": True,
            "Kind": "Book",
            "State": "Open",
            "Tags": ["a", "b"],
            "When": "2026-01-31",
            "Link": "https://x.test/",
            "Owner": ["u1"],
            "Other": "p1",
            "Files": ["https://x.test/a.pdf"],
        }
        address = f"https://www.notion.so/acme/Things-{ID['base']}?v=1"
        output = await self.act(bench, kind="create", database=address, properties=values)
        (page,) = output["pages"]
        shown = {**values, "Note": "3", "Other": ["p1"], "Sum": None}
        assert page["properties"] == shown
        again = await self.act(bench, kind="query", database=ID["base"])
        assert again["pages"] == [page]

    async def test_values_are_taken_away_changed_or_given_in_notions_own_form(
        self, bench: Bench, notion: Notion
    ) -> None:
        made = await self.act(bench, kind="create", database=ID["base"], properties={"Name": "A", "Kind": "B"})
        span = {"start": "2026-01-01", "end": "2026-01-02"}
        changes = {"Name": None, "Kind": None, "Tags": None, "When": span, "State": {"status": {"name": "Done"}}}
        page = made["pages"][0]["id"]
        output = await self.act(bench, kind="update", page=page, properties=changes, archived=True)
        found = output["pages"][0]
        expected = {"Name": "", "Kind": None, "Tags": [], "When": span, "State": "Done"}
        assert {name: found["properties"][name] for name in changes} == expected
        assert found["archived"]

    async def test_all_pages_of_results_are_read_up_to_the_limit(self, bench: Bench, notion: Notion) -> None:
        for _ in range(150):
            await self.act(bench, kind="create", data_source=ID["source"], database="x", properties={})
        wanted = {"property": "Done", "checkbox": {"equals": True}}
        output = await self.act(bench, kind="query", database=ID["base"], filter=wanted, sorts=[{"property": "Name"}])
        assert (output["count"], output["truncated"], len(notion.asked)) == (150, False, 2)
        assert notion.asked[0]["filter"] == wanted
        cut = await self.act(bench, kind="query", database=ID["base"], max_pages=20)
        assert (cut["count"], cut["truncated"]) == (20, True)

    async def test_content_is_paragraphs_and_blocks_in_batches(self, bench: Bench, notion: Notion) -> None:
        divider = {"type": "divider", "divider": {}}
        made = await self.act(
            bench, kind="create", database=ID["base"], properties={}, text="One\nline\n\n\nTwo", blocks=[divider] * 150
        )
        page = made["pages"][0]["id"]
        added = await self.act(bench, kind="append", page=page, text="Three")
        blocks = notion.children[page]
        texts = [each["paragraph"]["rich_text"][0]["text"]["content"] for each in blocks if "paragraph" in each]
        assert (texts, len(blocks), added["count"]) == (["One\nline", "Two", "Three"], 153, 1)

    @pytest.mark.parametrize(
        ("action", "code", "field"),
        [
            ({"kind": "query", "database": "nothing"}, "notion.bad_id", "/action/database"),
            ({"kind": "query", "database": ID["two"]}, "notion.several", "/action/data_source"),
            (
                {"kind": "create", "database": ID["base"], "properties": {"Nope": 1}},
                "notion.bad_property",
                "/action/properties/Nope",
            ),
            (
                {"kind": "create", "database": ID["base"], "properties": {"Sum": 1}},
                "notion.bad_property",
                "/action/properties/Sum",
            ),
            ({"kind": "query", "database": "f" * 32}, "service.refused", None),
            (
                {"kind": "create", "database": ID["base"], "properties": {"Kind": {"select": 1, "x": 2}}},
                "service.refused",
                None,
            ),
        ],
    )
    async def test_what_cannot_be_done(
        self, bench: Bench, notion: Notion, action: dict[str, Any], code: str, field: str | None
    ) -> None:
        error = await self.refused(bench, **action)
        assert (error.code, error.field, error.retryable) == (code, field, False)

    @pytest.mark.parametrize(
        ("status", "reason", "code", "wait"),
        [
            (429, "rate_limited", "service.rate_limited", 9.0),
            (409, "conflict_error", "service.unavailable", None),
            (503, "service_unavailable", "service.unavailable", None),
        ],
    )
    async def test_what_is_worth_another_try(
        self, bench: Bench, notion: Notion, status: int, reason: str, code: str, wait: float | None
    ) -> None:
        notion.trouble = [(status, reason)]
        error = await self.refused(bench, kind="query", database=ID["base"])
        assert (error.code, error.retryable, error.details.get("retry_after_s")) == (code, True, wait)

    async def test_a_token_that_is_not_accepted(self, bench: Bench, notion: Notion) -> None:
        bench.backend.credentials["it"]["token"] = "ntn_wrong"
        error = await self.refused(bench, kind="query", database=ID["base"])
        assert (error.code, "ntn_wrong" in error.message) == ("service.unauthorized", False)

    def test_nothing_to_add_is_a_problem_of_the_config(self, bench: Bench) -> None:
        with pytest.raises(ValidationError, match="nothing to add"):
            bench.config("storage.notion", {"credential": "it", "action": {"kind": "append", "page": ID["base"]}})
