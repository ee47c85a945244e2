"""Imported last by the process that workers are split off from: what the formats before it use at their first job.

A format imports such things only when it is used, so that the command itself starts at once.
"""

import sys
from contextlib import suppress
from importlib import import_module

from leaflets import garbage, verify, worker  # noqa: F401  # what every job needs
from leaflets.findings import LeafletError
from leaflets.verify import words  # noqa: F401

_USED = {
    "leaflets.templating": ("leaflets.compiled_templates",),
    "leaflets.paper.edition": ("leaflets.paper.plan", "leaflets.paper.read_back"),
    "leaflets.formats.booklet": ("leaflets.paper.impose",),
    "leaflets.formats.speech": ("leaflets.speech.assemble", "leaflets.speech.kept", "leaflets.speech.say"),
    "leaflets.formats.audio": ("leaflets.speech.master", "leaflets.speech.stretches"),
    "leaflets.formats.audio_book": ("leaflets.speech.m4b", "leaflets.speech.master"),
    "leaflets.formats.daisy": ("leaflets.daisy.book", "leaflets.speech.master"),
    "leaflets.formats.epub": ("leaflets.epub.reader",),
    "leaflets.word.edition": ("leaflets.word.body", "leaflets.word.direction", "leaflets.word.package"),
}
"""Modules with what they import when they are used: Jinja2, numpy, lxml and docx come with it."""

for _module, _used in _USED.items():
    if _module in sys.modules:
        for _one in _used:
            import_module(_one)

if _paper := sys.modules.get("leaflets.paper.engine"):
    with suppress(LeafletError):  # the job that needs it tells
        _paper.engine()

for _name in sorted({name for names in verify.QUICK.values() for name in names}):
    verify.load(_name).available()  # imports what it needs

garbage.keep_what_is_there()
