"""The page of templates, made of what they say about themselves."""

from itertools import groupby

from flow_builder.templates import Bundled, bundled

_CATEGORIES = {
    "monitor": "Watch",
    "collect": "Collect",
    "content": "Content",
    "forms": "Forms",
    "files": "Files",
    "quality": "Quality",
    "connect": "Connect",
    "control": "People and errors",
}
_ORDER = list(_CATEGORIES)
_INTRO = """# Templates

Working flows to begin with. Each runs as it is on the demo sites that come with the product, without network, keys or
accounts: what it sends arrives in the *Post Room*, a demo site at `/demo/inbox/`.

```sh
flow templates                      # list them; --search, --category, --tag narrow them down
flow templates use price-watch      # make a flow of one and print its id
flow run "$(flow templates use news-digest)" --watch
```

`POST /api/v1/templates/{template}/use` does the same. A flow of your own becomes a template of the workspace with
`POST /api/v1/templates`, see [api.md](api.md#templates). The credentials `demo-slack`, `demo-mail`, `demo-portal` and
`demo-portal-login` come with a host that serves the demo sites; a credential of yours with such a name goes before it.

Pictures are made from real runs (`make pictures`), and every template is tried out in a real browser by the tests.
"""


def templates_page() -> str:
    """Returns the page, by category."""
    every = sorted(bundled().values(), key=lambda each: _ORDER.index(each.template.category))
    parts = [_INTRO]
    for category, group in groupby(every, key=lambda each: each.template.category):
        parts.append(f"## {_CATEGORIES[category]}\n")
        parts += [_section(each) for each in group]
    return "\n".join(parts)


def _section(one: Bundled) -> str:
    template = one.template
    picture = f"../layers/core/flow_builder/templates/{template.id}/picture.webp"
    nodes = ", ".join(f"`{each}`" for each in template.node_types)
    return (
        f"### {template.title}\n\n`{template.id}`: {template.summary}\n\n"
        f"![What it worked on and what came of it]({picture})\n\n{template.description.strip()}\n\n"
        f"*A run:* {template.outcome}\n\n*Nodes:* {nodes}\n\n*Tags:* {', '.join(template.tags)}\n"
    )
