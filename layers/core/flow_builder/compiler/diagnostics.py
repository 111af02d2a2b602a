"""What the compiler has to say about a flow: diagnostics and the collector that passes report to."""

from dataclasses import asdict, dataclass
from typing import Any

from flow_builder.compiler.codes import CODES, Severity


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem or remark; `code` is explained in docs/diagnostics.md.

    `field` is a JSON pointer, inside the node when `node` is given and inside the document when not.
    """

    code: str
    severity: Severity
    message: str
    node: str | None = None
    """Node id."""
    field: str | None = None
    hint: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Returns the diagnostic as JSON, without what is not set."""
        return {name: value for name, value in asdict(self).items() if value is not None}


class Diagnostics:
    """Collects diagnostics; the severity comes with the code."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    def add(
        self, code: str, message: str, *, node: str | None = None, field: str | None = None, hint: str | None = None
    ) -> None:
        """Adds one diagnostic."""
        self.found.append(Diagnostic(code, CODES[code].severity, message, node, field, hint))

    @property
    def failed(self) -> bool:
        """Whether any diagnostic so far is an error."""
        return any(each.severity == "error" for each in self.found)

    def has(self, *codes: str) -> bool:
        """Tells whether there is a diagnostic whose code starts with one of `codes`."""
        return any(each.code.startswith(codes) for each in self.found)
