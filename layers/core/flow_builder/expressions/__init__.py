"""Templates in a node's config: parsing, static references, evaluation in a sandbox.

    template.py    text -> literal parts and expressions          tokens.py  JavaScript -> tokens
    references.py  tokens -> what is read of the scope            tame.py    tokens -> may it run in this process?
    path.py        plain paths without an engine                  text.py    values -> template text
    compiled.py    a whole config, compiled once, resolved often  evaluate.py  one expression, for one scope or many items
    functions.py   function bodies                                sandbox.py here or elsewhere, and the errors
    realm.py, realm.js  a sealed engine                           worker.py, pool.py  processes that can be stopped

Values may share structure with the scope and the raw config: whoever gets one does not change it in place.
docs/expressions.md is the user's side of it.
"""

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
