"""Reads and translates SAM templates: run by the stand-in's Python, which has the translator that CloudFormation uses.

`parse` prints a template on standard input as JSON. `transform` takes `{"template", "parameters"}` and prints what
CloudFormation gets of it.
"""

import json
import sys
from typing import Any

from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoPolicies:
    """Managed policies are named by ARN or reference, so none has to be looked up."""

    def load(self) -> dict[str, str]:
        """Returns none."""
        return {}


def main(what: str, text: str) -> Any:
    """Returns what is printed."""
    if what == "parse":
        return yaml_parse(text)
    given = json.loads(text)
    translated = transform(given["template"], given["parameters"], NoPolicies())
    translated.pop("Transform", None)
    return translated


sys.stdout.write(json.dumps(main(sys.argv[1], sys.stdin.read()), default=str))
