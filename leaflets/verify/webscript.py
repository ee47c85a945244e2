"""Own quick check of scripts: they ask nobody outside, tell nobody anything, and build no code from text."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from leaflets.findings import Finding
from leaflets.verify import Verifier
from leaflets.verify.webpage import Fault

NAME = "web-script"

_NAMESPACE = "http://www.w3.org/"
"""The names of SVG and MathML look like addresses; nobody fetches them."""

_FORBIDDEN: Mapping[str, tuple[str, str, str]] = {
    rf"\b(https?|wss?)://(?!{_NAMESPACE.partition('//')[2]})": (
        "WB-401",
        "The script has an address outside.",
        "Put what it needs beside the page.",
    ),
    r"(?<![\w:])//[a-z0-9-]+(\.[a-z0-9-]+)+/": (
        "WB-401",
        "The script has an address outside.",
        "Put what it needs beside the page.",
    ),
    r"\b(fetch|sendBeacon|importScripts|XMLHttpRequest|WebSocket|EventSource|RTCPeerConnection)\s*\(": (
        "WB-402",
        "The script sends or fetches something.",
        "The page must work from a USB stick: put what it needs into it.",
    ),
    r"\b(eval|Function)\s*\(|\bset(Timeout|Interval)\s*\(\s*['\"`]|\bimport\s*\(": (
        "WB-403",
        "The script builds code from text.",
        "Write the code itself.",
    ),
    r"\bdocument\s*\.\s*(write|cookie)\b|\.\s*(inner|outer)HTML\s*=|\binsertAdjacentHTML\b": (
        "WB-404",
        "The script writes unchecked text into the page, or keeps a cookie.",
        "Make elements, and set their textContent.",
    ),
}
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\w'\"`])//[^\n]*", re.DOTALL)


def check(paths: tuple[Path, ...]) -> tuple[Finding, ...]:
    """One finding for each fault of each script."""
    return tuple(finding for path in paths for finding in _findings(str(path), path.read_bytes()))


def gate(content: bytes, format_name: str) -> tuple[Finding, ...]:
    """What it says of a script that was just made; the findings carry the name of the format as their file."""
    return tuple(_findings(format_name, content))


def _findings(file: str, content: bytes) -> Iterator[Finding]:
    for line, code, message, hint in faults(content.decode("utf-8", "replace")):
        yield Finding(file, line, code, "must fix", message, hint)


def faults(script: str) -> Iterator[Fault]:
    """Everything that is wrong with a script. Its comments may name what they like."""
    code_only = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), script)
    for pattern, (code, message, hint) in _FORBIDDEN.items():
        for found in re.finditer(pattern, code_only):
            yield code_only.count("\n", 0, found.start()) + 1, code, f"{message} ({found[0].strip()})", hint


VERIFIER = Verifier(NAME, ("text/javascript",), lambda: None, check, gate=gate)
