"""The host of the cloud: executes the parts of a run that its state machine asks for, one call at a time.

Nothing is kept in memory between two calls. What a call needs is read from the store: the results that its part refers
to, the items of the loops around it. What it did is in the store when it answers; asked again, it answers the same and
does nothing twice. The work itself is done by the engine, as on one machine.
"""
