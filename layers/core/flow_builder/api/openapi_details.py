"""What `openapi.json` says beyond the routes' own signatures: what went wrong, real examples, what the nouns are."""

import json
from pathlib import Path
from typing import Any

TAGS = {
    "flows": "Documents of nodes and edges: a draft, and numbered versions that never change.",
    "imports": "Flows made of what other tools wrote.",
    "runs": "Executions of flows: started, watched, compared, continued.",
    "approvals": "Questions of runs to people.",
    "nodes": "The node types that flows are made of, with their JSON Schemas.",
    "datasets": "Rows that flows keep between runs.",
    "artifacts": "Files that runs made.",
    "auth": "Signing in: by password, by mail, by an outside issuer; and staying so.",
    "account": "One's own account: sessions, codes, identities; all of it in one file, or gone.",
    "credentials": "Secrets of flows: they go in and never come out.",
    "oauth": "Access to services in somebody's name (OAuth 2), kept in credentials.",
    "vault": "Master keys that secrets are sealed with.",
    "credits": "What runs cost: the balance, its ledger, packs to buy.",
    "budgets": "What runs may cost, per run and per month.",
    "estimates": "What runs will cost and have cost, in credits and in dollars.",
    "payments": "Notices of payment providers.",
    "politeness": "How visits to sites behave, over all runs.",
    "schedules": "When flows start by themselves.",
    "healing": "Targets on pages that were not found, and what took their place.",
    "expressions": "Expressions before they run.",
    "live": "Events as they come.",
    "webhooks": "Addresses that start flows.",
    "forms": "Pages that start flows with what people fill in.",
    "notifications": "What people are told, and where.",
    "dead_letters": "Starts that failed for good.",
    "state": "Cached results, and circuit breakers.",
    "statistics": "Counts for a dashboard.",
    "limits": "How often callers may ask.",
    "queue": "Runs that wait for room.",
    "templates": "Flows to begin with.",
    "api_keys": "What programs prove with who they act for.",
    "workspaces": "Whose things these are: a personal workspace for everybody, and teams.",
    "shares": "What people without an account may look at.",
    "audit": "Who did what, from where: a log chained by hashes.",
    "comments": "What people say about flows and nodes.",
    "marketplace": "Templates that people publish for everybody.",
    "variables": "What flows read as `env.NAME`.",
    "host": "How the host is doing.",
}

_PROBLEMS = {
    "404": ("NotFound", "There is no such thing in this workspace.", "run.not_found", "There is no run 'r_nope'."),
    "406": ("NotAcceptable", "`Accept` wants what the route does not make.", "accept.unknown", "Answers of this route are of the type application/json."),
    "409": ("Conflict", "Something has changed or ended in between.", "flow.changed", "The flow was changed since revision 3."),
    "413": ("TooLarge", "A body or a value is over its limit.", "body.too_large", "The body is larger than 8 MiB."),
    "415": ("UnsupportedType", "The body is neither JSON nor YAML.", "body.media_type", "Send the body as application/json or application/yaml."),
    "422": ("Invalid", "What was sent cannot be accepted; `field` says where.", "input.invalid", "The value at /limit is not accepted: it is too large."),
}  # fmt: skip
_TITLES = {
    "404": "Not Found",
    "406": "Not Acceptable",
    "409": "Conflict",
    "413": "Content Too Large",
    "415": "Unsupported Media Type",
    "422": "Unprocessable Content",
}
_JSON = "application/json"


def describe(schema: dict[str, Any]) -> None:
    """Adds tags, problems and examples to an API's description."""
    used = {tag for path in schema["paths"].values() for each in path.values() for tag in each.get("tags", ())}
    schema["tags"] = [{"name": name, "description": TAGS.get(name, "")} for name in sorted(used)]
    schema["components"]["responses"] = {name: _problem(status) for status, (name, *_) in _PROBLEMS.items()}
    examples = json.loads(Path(__file__).with_name("examples.json").read_text("utf-8"))
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            for status in _statuses(path, method, operation):
                shown = {"$ref": f"#/components/responses/{_PROBLEMS[status][0]}"}
                operation["responses"].setdefault(status, shown)
            _exemplify(operation, examples.get(operation["operationId"], {}))


def _statuses(path: str, method: str, operation: dict[str, Any]) -> list[str]:
    """Returns the statuses of problems that a route may answer with, those of any route apart."""
    found = ["406"]
    if "{" in path:
        found.append("404")
    if method != "get":
        found.append("409")
    if "requestBody" in operation:
        found += ["404", "413", "415"]
    if operation.get("parameters") or "requestBody" in operation:
        found.append("422")
    return sorted(set(found))


def _problem(status: str) -> dict[str, Any]:
    _, description, code, detail = _PROBLEMS[status]
    example = {
        "type": f"urn:flow-builder:problem:{code}",
        "title": _TITLES[status],
        "status": int(status),
        "code": code,
        "detail": detail,
        "correlation_id": "ece0d52df5c7605c",
    }
    shape = {"$ref": "#/components/schemas/Problem"}
    return {"description": description, "content": {"application/problem+json": {"schema": shape, "example": example}}}


def _exemplify(operation: dict[str, Any], example: dict[str, Any]) -> None:
    content = operation.get("requestBody", {}).get("content", {}).get(_JSON)
    if content is not None and "request" in example:
        content["example"] = example["request"]
    answer = example.get("answer")
    if answer is None:
        return
    shown = operation["responses"].get(str(answer["status"]), {}).get("content", {}).get(_JSON)
    if shown is not None:
        shown["example"] = answer["value"]
