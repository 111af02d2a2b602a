"""Pure values of the product: documents, plans, runs, steps; no I/O, no clients."""
