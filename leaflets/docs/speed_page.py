"""The tables and the chart of `docs/speed.md`, from what the benchmarks measured: see the command `bench`.

What was measured stands in `speed.json` beside the page, so that one benchmark can be run again without the others.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent
PAGE, CHART, DATA = "speed.md", "speed.svg", "speed.json"

_WIDE, _LABEL, _BAR_TOP, _STEP = 960, 470, 20, 30
_MOST = 2.0
"""Longer bars end here, with an arrow: their number says the rest."""
_GOOD, _OVER, _INK, _GREY = "#1f5f8b", "#b4560c", "#1a1a1a", "#767676"


@dataclass(frozen=True, slots=True)
class Measured:
    """What one benchmark measured."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    bars: tuple[tuple[str, float], ...]
    """What was measured, and how it stands to what it is held against: 1 is as much."""
    against: str
    """What 1 means; empty where there is no chart."""
    notes: tuple[str, ...]
    when: str
    """ISO 8601."""
    machine: str
    load: tuple[float, ...]
    """How many programs wanted a processor, at the start and at the end."""


def read(told: Mapping[str, object]) -> Measured:
    """What a benchmark told. Raises KeyError or TypeError for anything else."""
    values = dict(told)
    rows = values["rows"]
    assert isinstance(rows, list)
    return Measured(
        **{name: str(values[name]) for name in ("name", "title", "against", "when", "machine")},  # type: ignore[arg-type]
        **{name: tuple(map(str, _list(values[name]))) for name in ("columns", "notes")},  # type: ignore[arg-type]
        rows=tuple(tuple(map(str, _list(row["cells"]))) for row in rows),
        bars=tuple((_bar_name(row["cells"]), float(row["bar"])) for row in rows if row["bar"] is not None),
        load=tuple(float(str(each)) for each in _list(values["load"])),
    )


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def _bar_name(cells: Sequence[str]) -> str:
    """The first cell; with the second where that says beside what."""
    return cells[0] if re.match(r"[\d“]|$", cells[1]) else f"{cells[0]}; {cells[1]}"


def as_markdown(measured: Measured) -> str:
    """The table with its conditions and notes."""
    load = " and ".join(f"{each:.1f}" for each in measured.load)
    busy = " **The computer was busy: look at processor seconds and ratios.**" if _is_busy(measured) else ""
    day = date.fromisoformat(measured.when)
    lines = [f"{day.day} {day:%B %Y}, {measured.machine}. Load before and after: {load}.{busy}", ""]
    lines += [f"| {' | '.join(measured.columns)} |", "|" + "---|" * len(measured.columns)]
    lines += [f"| {' | '.join(row)} |" for row in measured.rows]
    for note in measured.notes:
        lines += ["", note]
    return "\n".join(lines)


def _is_busy(measured: Measured) -> bool:
    """Whether more was at work than a build alone, which keeps every processor and the command itself busy."""
    processors = re.match(r"\d+", measured.machine)
    return max(measured.load) > (int(processors[0]) if processors else 1) + 1


def written_into(page: str, every: Sequence[Measured]) -> str:
    """The page with each table between its marks, `<!-- bench NAME: begin -->` and `end`; other words stay.

    Raises ValueError for a table that has no marks in the page.
    """
    for measured in every:
        begin, end = (f"<!-- bench {measured.name}: {which} -->" for which in ("begin", "end"))
        before, found, rest = page.partition(begin)
        _, also_found, after = rest.partition(end)
        if not (found and also_found):
            raise ValueError(f"The page {PAGE} has no place for {measured.name}: write {begin} and {end} into it.")
        page = f"{before}{begin}\n{as_markdown(measured)}\n{end}{after}"
    return page


def chart(every: Sequence[Measured]) -> str:
    """The chart as a stand-alone SVG: for each row that has something to be held against, how it stands to that."""
    shown = [measured for measured in every if measured.against and measured.bars]
    parts: list[str] = []
    top = 16
    for measured in shown:
        parts.append(_text(8, top + 20, f"{measured.title}: 1 is {measured.against}", "bold"))
        top += 34
        foot = top + len(measured.bars) * _STEP
        one = _at(1.0)
        line = f'<path d="M{one} {top - 4}V{foot}" stroke="{_INK}" stroke-width="2" stroke-dasharray="5 4"/>'
        bars = (
            _bar(top + number * _STEP, label.replace("`", ""), value)
            for number, (label, value) in enumerate(measured.bars)
        )
        drawn = [part for bar in bars for part in bar]
        parts += [*(part for part in drawn if part[1] != "t"), line, *(part for part in drawn if part[1] == "t")]
        top = foot + 14
    lines = [f"{label.replace('`', '')}: {value:.2f}" for measured in shown for label, value in measured.bars]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {top}" role="img" aria-labelledby="t d" '
        f'font-family="Lexend, Verdana, sans-serif" font-size="14" fill="{_INK}">\n'
        f'<title id="t">How fast the toolkit is</title>\n<desc id="d">{escape("; ".join(lines))}</desc>\n'
        f'<rect width="{_WIDE}" height="{top}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def _at(value: float) -> float:
    return round(_LABEL + min(value, _MOST) / _MOST * (_WIDE - _LABEL - 90), 1)


def _bar(top: float, label: str, value: float) -> list[str]:
    """A bar with its words and its number; one that is over is pointed at by its colour, its edge and a word."""
    over = value > 1
    end = _at(value)
    edge = f' stroke="{_INK}" stroke-width="1.5"' if over else ""
    found = [
        _text(_LABEL - 10, top + 15, label if len(label) < 64 else f"{label[:62]}…", "end"),
        f'<rect x="{_LABEL}" y="{top}" width="{end - _LABEL:.1f}" height="{_BAR_TOP}" '
        f'fill="{_OVER if over else _GOOD}"{edge}/>',
        _text(end + (14 if value > _MOST else 6), top + 15, f"{value:.2f}{' over' if over else ''}", ""),
    ]
    if value > _MOST:
        found.append(f'<path d="M{end} {top}l10 10l-10 10z" fill="{_OVER}"{edge}/>')
    return found


def _text(x: float, y: float, words: str, look: str) -> str:
    looks = {"bold": ' font-weight="700" font-size="16"', "end": ' text-anchor="end"', "": ""}
    clear = ' stroke="#ffffff" stroke-width="4" paint-order="stroke"'  # so that no line runs through a number
    return f'<text x="{x}" y="{y}"{clear}{looks[look]}>{escape(words)}</text>'


def kept(folder: Path = FOLDER) -> dict[str, Mapping[str, object]]:
    """What was measured last, by the name of the benchmark."""
    path = folder / DATA
    found: dict[str, Mapping[str, object]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def write(told: Mapping[str, Mapping[str, object]], names: Sequence[str], folder: Path = FOLDER) -> tuple[Path, ...]:
    """Puts new measurements in the place of old ones: data, page and chart, in the order of `names`."""
    known = {**kept(folder), **told}
    known = {name: known[name] for name in names if name in known}
    every = [read(each) for each in known.values()]
    page = written_into((folder / PAGE).read_text(encoding="utf-8"), every)
    contents = {PAGE: page, CHART: chart(every), DATA: json.dumps(known, ensure_ascii=False, indent=1) + "\n"}
    for name, content in contents.items():
        (folder / name).write_text(content, encoding="utf-8")
    return tuple(folder / name for name in contents)
