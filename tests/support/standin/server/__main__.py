"""The stand-in with what it lacks: run by its own Python as `python tests/support/standin/server`, nothing of the project is at hand.

Each module below mends one thing of MiniStack 1.5.33 and says which; the version is pinned for them.
"""

import os

import enforcement
import executions
import local_tasks
import queue_pipes
import refusals
import scaling
import service_roles
import task_tokens
import warm_workers
from ministack.app import main

executions.mend()
local_tasks.mend()
task_tokens.mend()
queue_pipes.mend()
refusals.mend()
scaling.mend()
warm_workers.mend()
if os.environ.get("AUTH") == "true":
    enforcement.mend()
    service_roles.mend()
main()
