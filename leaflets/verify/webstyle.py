"""Own quick check of style sheets for screens: nothing from outside, focus seen, no italics, no justified lines.

It reads the sheet itself, whatever page uses it; what comes of it on a page, `browser` looks at.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2  # type: ignore[import-untyped]

from leaflets.findings import Finding
from leaflets.verify import Verifier
from leaflets.verify.webaddresses import leads_outside
from leaflets.verify.webpage import Fault

NAME = "web-style"

_NOTHING = re.compile(r"\b(none|0(px|rem|em)?|transparent)\b(?! \d)")
_UNMARKED = re.compile(r":not\(\s*:focus-visible\s*\)|(\bmain|\[tabindex=[\"']?-1[\"']?\]):focus(-visible)?\s*$")
"""What may go without a mark: a click, and a place that only a link jumps to."""
_MOTION = ("animation", "animation-name", "transition", "transition-property", "scroll-behavior")
_STILL = "prefers-reduced-motion"
_LIGATURES_OFF = re.compile(r"font-variant-ligatures:\s*none|font-feature-settings:[^;}]*[\"']liga[\"']\s*(0|off)")


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each style sheet."""
    return tuple(finding for path in paths for finding in _findings(str(path), path.read_bytes()))


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a style sheet that was just made; the findings carry the name of the format as their file."""
    return tuple(_findings(format_name, content))


def _findings(file: str, content: bytes) -> Iterator[Finding]:
    for line, code, message, hint in faults(content.decode("utf-8", "replace")):
        yield Finding(file, line, code, "must fix", message, hint)


@lru_cache(maxsize=8)
def faults(css: str) -> tuple[Fault, ...]:
    """Everything that is wrong with a style sheet, in its order. Kept, as the same sheet comes with every leaflet."""
    return tuple(_faults(css))


def _faults(css: str) -> Iterator[Fault]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        yield from _rule(rule, still=False, sheet=css)
    if "@font-face" in css and not _LIGATURES_OFF.search(css):
        hint = "Write: font-variant-ligatures: none"
        yield 0, "WB-305", "Letters may melt together: ligatures are not switched off.", hint


def _rule(rule: Any, still: bool, sheet: str) -> Iterator[Fault]:
    """`still`: whether the rule holds only for people who have nothing against motion."""
    if rule.type == "error":
        message = f"The style sheet has a mistake: {rule.message}."
        yield rule.source_line, "WB-300", message, "Correct this line."
        return
    if rule.type == "at-rule" and rule.lower_at_keyword == "import":
        yield rule.source_line, "WB-301", "The style sheet fetches another one.", "Put its rules into this sheet."
    if rule.type == "qualified-rule" and any(part.type == "literal" and part.value in "<=;" for part in rule.prelude):
        yield rule.source_line, "WB-300", "The style sheet has a mistake: no selector reads so.", "Correct this line."
    yield from _addresses(rule.prelude)
    if rule.content is None:
        return
    prelude = tinycss2.serialize(rule.prelude).lower()
    still = still or _STILL in prelude
    own = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    for item in own:
        if item.type == "declaration":
            yield from _declaration(item, prelude, still or _STILL in sheet)
        else:
            yield from _rule(item, still, sheet)


def _declaration(item: Any, selector: str, still: bool) -> Iterator[Fault]:
    name, value = item.lower_name, tinycss2.serialize(item.value).strip().lower()
    at = item.source_line
    yield from _addresses(item.value)
    if name in ("outline", "outline-style", "outline-width", "outline-color") and _NOTHING.search(value):
        if not all(map(_UNMARKED.search, selector.split(","))):
            hint = "Take this line out: people who use a keyboard must see where they are."
            yield at, "WB-302", f"The mark of the focus is taken away ({selector.strip()}).", hint
    elif name in ("text-align", "text-align-last") and "justify" in value:
        yield at, "WB-303", "Lines are stretched to the same length.", "Write: text-align: left"
    elif name in ("font-style", "font") and re.search(r"\b(italic|oblique)\b", value):
        yield at, "WB-304", "Letters are slanted, which makes them hard to read.", "Write: font-style: normal"
    elif name in ("text-transform", "font-variant-caps") and re.search(r"uppercase|small-caps|all-", value):
        yield at, "WB-306", "Words are set in capitals only.", "Take this line out."
    elif name == "hyphens" and value == "auto":
        yield at, "WB-307", "Words may be broken at the end of a line.", "Write: hyphens: none"
    elif name in _MOTION and value not in ("none", "auto", "unset", "initial") and not still:
        hint = f"Take it back inside @media ({_STILL}: reduce)."
        yield at, "WB-308", "Something moves, also for people whom that makes ill.", hint


def _addresses(values: Any) -> Iterator[Fault]:
    """Addresses outside, at any depth."""
    for value in values:
        if value.type == "url" and leads_outside(value.value):
            yield _outside(value.source_line, value.value)
        elif value.type == "function":
            if value.lower_name == "url":
                for inner in value.arguments:
                    if inner.type == "string" and leads_outside(inner.value):
                        yield _outside(value.source_line, inner.value)
            else:
                yield from _addresses(value.arguments)
        elif hasattr(value, "content") and isinstance(value.content, list):
            yield from _addresses(value.content)


def _outside(line: int, address: str) -> Fault:
    hint = "Put the file beside the page, and name it from there."
    return line, "WB-301", f"The style sheet fetches something from outside: {address}", hint


VERIFIER = Verifier(NAME, ("text/css",), lambda: None, check, gate=gate)
