"""Imported last by the process that workers are split off from: what the formats before it use at their first job.

A format imports such things only when it is used, so that the command itself starts at once. Pages and recordings are
got ready for here, since every worker makes some. What one job of a leaflet alone uses, such as docx, is left to the
worker that gets it: nobody waits for it before the first job.
"""

import sys
from contextlib import suppress
from importlib import import_module

from leaflets import garbage, verify, worker  # noqa: F401  # what every job needs
from leaflets.findings import LeafletError
from leaflets.verify import words  # noqa: F401

_USED = {
    "leaflets.paper.edition": ("leaflets.paper.plan", "leaflets.paper.read_back"),
    "leaflets.formats.booklet": ("leaflets.paper.impose",),
    "leaflets.formats.speech": ("leaflets.speech.assemble", "leaflets.speech.kept", "leaflets.speech.say"),
    "leaflets.formats.audio": ("leaflets.speech.master", "leaflets.speech.stretches"),
    "leaflets.formats.audio_book": ("leaflets.speech.m4b", "leaflets.speech.master"),
    "leaflets.formats.daisy": ("leaflets.daisy.book", "leaflets.speech.master"),
    "leaflets.templating": ("leaflets.compiled_templates",),  # the last: pages bring it in
}
"""Modules with what they import when they are used: Jinja2 and numpy come with it."""

_MADE = {"leaflets.paper.edition": ".pdf", "leaflets.formats.audio": ".mp3"}
"""Modules with the ending of the files that they make."""

for _module, _used in _USED.items():
    if _module in sys.modules:
        for _one in _used:
            import_module(_one)

if _paper := sys.modules.get("leaflets.paper.engine"):
    with suppress(LeafletError):  # the job that needs it tells
        _paper.engine()

for _module, _ending in _MADE.items():
    if _module in sys.modules:
        for _name in verify.QUICK[_ending]:
            verify.load(_name).available()  # imports what it needs

garbage.keep_what_is_there()
