"""Templates in a node's config: parsing, static references, evaluation in a sandbox."""

from flow_builder.expressions.compiled import (
    Compiled,
    compile_value,
    evaluate,
    evaluate_each,
    references,
    resolve,
)
from flow_builder.expressions.functions import check, check_function, function_references, run_function
from flow_builder.expressions.pool import warm_up
from flow_builder.expressions.references import ROOTS, Reference
from flow_builder.expressions.template import Expression, Template, parse

__all__ = [
    "ROOTS",
    "Compiled",
    "Expression",
    "Reference",
    "Template",
    "check",
    "check_function",
    "compile_value",
    "evaluate",
    "evaluate_each",
    "function_references",
    "parse",
    "references",
    "resolve",
    "run_function",
    "warm_up",
]
