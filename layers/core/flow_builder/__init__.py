"""Flow Builder: flows of nodes, compiled to plans, executed by one engine in three hosts."""

__version__ = "0.1.0"
