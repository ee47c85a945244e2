"""Imported last by the process that workers are split off from: what the formats before it use at their first job.

A format imports such things only when it is used, so that the command itself starts at once.
"""

import sys
from contextlib import suppress

from leaflets import verify, worker  # noqa: F401  # what every job needs
from leaflets.findings import LeafletError
from leaflets.verify import words  # noqa: F401

if _paper := sys.modules.get("leaflets.paper.engine"):
    with suppress(LeafletError):  # the job that needs it tells
        _paper.engine()
    from leaflets.paper import read_back  # noqa: F401

if "leaflets.templating" in sys.modules:
    from leaflets import compiled_templates  # noqa: F401  # with Jinja2

for _name in sorted({name for names in verify.QUICK.values() for name in names}):
    verify.load(_name).available()  # imports what it needs
