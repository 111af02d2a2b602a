"""A flow as an application of its own: a SAM template with its machine, its function and what it keeps its state in.

What is ejected needs no host: `application.py` says which files there are, `template.py` what is deployed, `starting.py` is
what its one entry point does.
"""
