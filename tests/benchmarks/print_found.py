"""What outside checkers find in finished PDFs, ours and those of WeasyPrint as it comes, and what a listener hears."""

import json
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

import print_ours
import print_specimens
import print_words
from print_measure import page_count, process, rows, timed_stock

from leaflets import catalogue
from leaflets.findings import Finding
from leaflets.verify import outloud, pagevalidation, verapdf

ROOT = print_specimens.ROOT
PASSAGE = 45
"""Words of the passage that is shown."""
STOCK = ("pdf/ua-1", "pdf/a-2a")


def table() -> str:
    """What each checker says of every PDF in output/, and of WeasyPrint as it comes for the same pages."""
    with tempfile.TemporaryDirectory() as name:
        stock = tuple(_stock(Path(name)))
        ours = tuple(sorted((ROOT / "output").glob("*/*.pdf")))
        if not ours:
            return "No finished PDFs. Make them first: python3 make_leaflets.py"
        files = (*ours, *stock)
        found: dict[str, tuple[Finding, ...]] = {}
        seconds: dict[str, float] = {}
        for verifier in (pagevalidation.VERIFIER, verapdf.VERIFIER, outloud.VERIFIER):
            if verifier.available() is None:
                begun = time.perf_counter()
                found[verifier.name] = verifier.check(files)
                seconds[verifier.name] = time.perf_counter() - begun
        alarms = _alarms(files) if outloud.NAME in found else {}
        lines = [(_name(file), page_count(file.read_bytes()), *_verdicts(file, found), alarms[file]) for file in files]
    head = (
        *("file", "pages", "page-validation: UA-1 / A-2a", "veraPDF: UA-1 / A-2a", "outloud: must fix"),
        *("outloud: look at this", "outloud: left out as false alarms"),
    )
    took = ", ".join(f"{name} {spent:.1f} s" for name, spent in seconds.items())
    return f"{rows(head, lines)}\n\nNumbers are rules that were broken. Time over all {len(files)} files: {took}."


def _stock(folder: Path) -> Iterator[Path]:
    """The same easy-read pages, written by WeasyPrint as it comes."""
    with process() as other:
        for slug in catalogue.names(print_specimens.SOURCES):
            page = _page(slug)
            for variant in STOCK:
                file = folder / f"{slug}, WeasyPrint as it comes, {variant.replace('/', ' ')}.pdf"
                file.write_bytes(other.submit(timed_stock, "naive", page, variant).result()[2])
                yield file


def _page(slug: str) -> dict[str, Any]:
    with print_ours.sheets_seen() as sheets:
        print_ours.write(print_specimens.real(slug))
    return print_ours.page_of(sheets[-1])


def _name(file: Path) -> str:
    return f"`{file.stem}`" if file.is_relative_to(ROOT) else file.stem


def _verdicts(file: Path, found: dict[str, tuple[Finding, ...]]) -> Iterator[str]:
    for name in (pagevalidation.NAME, verapdf.NAME):
        codes = Counter(
            finding.code.startswith("PD-A-") for finding in found.get(name, ()) if finding.file == str(file)
        )
        yield f"{codes[False]} / {codes[True]}" if name in found else "missing here"
    for level in ("must fix", "look at this"):
        said = [
            finding for finding in found.get(outloud.NAME, ()) if (finding.file, finding.level) == (str(file), level)
        ]
        yield (
            _listed(finding.code.removeprefix("PD-O-") for finding in said) if outloud.NAME in found else "missing here"
        )


def _alarms(files: Sequence[Path]) -> dict[Path, str]:
    """The warnings of outloud that the toolkit does not tell."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = (str(outloud.program()), "--quiet", "--json", str(report), *map(str, files))
        subprocess.run(command, capture_output=True, check=False)
        results = json.loads(report.read_text(encoding="utf-8"))["results"]
    return {
        file: _listed(fault["rule"] for fault in result["findings"] if fault["rule"] in outloud.FALSE_ALARMS)
        for file, result in zip(files, results, strict=True)
    }


def _listed(codes: Iterator[str]) -> str:
    counted = Counter(codes)
    return ", ".join(f"{code} ({count})" if count > 1 else code for code, count in sorted(counted.items())) or "0"


def heard() -> str:
    """A passage as a listener hears it from the tags of WeasyPrint as it comes, and from ours. Joined words in bold."""
    slug = "sim-london"
    leaflet = print_specimens.real(slug)
    expected = [word for sentence in leaflet.sentences() for word in sentence.text.split()]
    with process() as other:
        stock = other.submit(timed_stock, "naive", _page(slug)).result()[2]
    texts = {"WeasyPrint 70.0 as it comes": stock, "ours": print_ours.write(leaflet)}
    said = {name: print_words.heard(content, expected) for name, content in texts.items()}
    harms = {name: print_words.harm(expected, text.text.split()) for name, text in said.items() if text}
    joined = harms["WeasyPrint 70.0 as it comes"].joined
    begin = _densest(expected, joined)
    parts = []
    for name, text in said.items():
        assert text is not None
        harm = harms[name]
        count = f"{len(harm.joined)} joined, {len(harm.broken)} broken, {len(harm.lost)} lost"
        parts.append(f"**{name}**, `{slug}`, all pages: {count} of {len(expected)} words.\n")
        parts.append(_passage(expected, text.text, begin, harm.joined))
    return "\n".join(parts) + f"\n\nAll joined words of WeasyPrint as it comes: {', '.join(joined)}."


def _densest(expected: Sequence[str], joined: Sequence[str]) -> int:
    """Where the passage with the most joined words begins."""
    glued = {one + other for one, other in pairwise(expected)} & set(joined)
    places = [number for number, pair in enumerate(pairwise(expected)) if "".join(pair) in glued]
    return max(places, key=lambda begin: sum(begin <= place < begin + PASSAGE for place in places), default=0)


def _passage(expected: Sequence[str], text: str, begin: int, joined: Sequence[str]) -> str:
    """The lines of the text that hold those words, as a quotation in Markdown."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    place = [number for number, words in enumerate(lines) for _ in words]
    blocks = SequenceMatcher(None, expected, [word for words in lines for word in words], autojunk=False)
    inside = [
        place[block.b + offset]
        for block in blocks.get_matching_blocks()
        for offset in range(block.size)
        if begin <= block.a + offset < begin + PASSAGE
    ]
    shown = lines[min(inside) : max(inside) + 1]
    return (
        "\n>\n".join("> " + " ".join(f"**{word}**" if word in joined else word for word in words) for words in shown)
        + "\n"
    )
