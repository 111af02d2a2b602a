"""What other tools have recorded or written becomes flows, and flows become theirs.

One package a format. An importer is a pure function: text or a JSON value in, `Imported` out: a flow document that
compiles, and a report on what became of each part.
"""
