"""Amazon States Language, the small part of it that lowering writes: states, names, text.

JSONPath mode; Task, Choice on string equality, Parallel, Map, Wait, Pass, Succeed, Fail; Retry and Catch on the names of
`States.*` errors. No intrinsic functions, no variables, no dependence on the names of a function's own errors.
"""
