"""A picture's PDF operators in fewer words: WeasyPrint sets everything anew for each shape, also what it does not use.

Two in five operators go. Whoever reads the file, such as the checkers of every build, is done sooner. What is painted
is the same to the last point: shapes keep their order, their paths and their settings (ISO 32000-1, 8.4.4 and 8.5).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_FILL, _STROKE = ("rg",), ("RG", "w", "J", "j", "M", "d")
"""What is set for the inside of a shape, and for its outline."""
_PAINTS = {"f": _FILL, "f*": _FILL, "S": _STROKE, "B": (*_FILL, *_STROKE), "B*": (*_FILL, *_STROKE)}
"""Operators that paint a path, and the settings that they use."""
_SETTINGS = frozenset((*_FILL, *_STROKE))
_PATH = frozenset(("m", "l", "c", "h", "re"))
_NO_CHANGE = "1 0 0 1 0 0 cm"
_KNOWN = _SETTINGS | _PATH | _PAINTS.keys() | {"q", "Q", "cm", "gs"}


def fewer(operators: str) -> str:
    """The same drawing; unchanged where it has operators that are not known here. One operator stands on each line.

    Its graphics states must set nothing but full opacity: they are left out. Also unchanged where a shape is painted
    with a setting of the page around it, behind others that have one of their own; WeasyPrint draws no such shape.
    """
    lines = [line for line in operators.split("\n") if line]
    if not _KNOWN.issuperset(map(_name, lines)):
        return operators
    try:
        return "\n".join(_Tidy(frozenset(_moving(lines))).lines(lines))
    except _UnsetError:
        return operators


class _UnsetError(Exception):
    """A setting would have to go back to what it was before the drawing, which only a `Q` can do."""


def _name(line: str) -> str:
    return line.rpartition(" ")[2]


def _moving(lines: Sequence[str]) -> Iterator[int]:
    """The places of each `q` that saves more than settings: something is moved before its `Q`."""
    opened: list[int] = []
    for place, line in enumerate(lines):
        if line == "q":
            opened.append(place)
        elif line == "Q":
            opened.pop()
        elif opened and _name(line) == "cm" and line != _NO_CHANGE:
            yield opened[-1]


@dataclass(slots=True)
class _Tidy:
    """Goes through a drawing from its first operator to its last."""

    moving: frozenset[int]
    wished: dict[str, str] = field(default_factory=dict)
    """Each setting as the drawing has set it."""
    told: dict[str, str] = field(default_factory=dict)
    """Each setting as it was written down."""
    saved: list[tuple[dict[str, str], dict[str, str] | None]] = field(default_factory=list)
    """Both at each open `q`; of one that is left out only the first."""
    path: list[str] = field(default_factory=list)
    """The shape that is not painted yet. No setting may stand in it."""

    def lines(self, lines: Sequence[str]) -> Iterator[str]:
        for place, line in enumerate(lines):
            name = _name(line)
            if name in _PATH:
                self._add(line, name)
            elif name in _PAINTS:
                yield from self._painted(line)
            elif name in _SETTINGS:
                self.wished[name] = line
            elif name == "q":
                yield from self._save(place in self.moving)
            elif name == "Q":
                yield from self._restore()
            elif name == "cm" and line != _NO_CHANGE:
                yield line

    def _add(self, line: str, name: str) -> None:
        if name in ("m", "re") and self.path and _name(self.path[-1]) == "m":
            self.path.pop()  # a move that another one follows draws nothing
        self.path.append(line)

    def _painted(self, line: str) -> Iterator[str]:
        for setting in _PAINTS[line]:
            wish = self.wished.get(setting)
            if wish is None and setting in self.told:
                raise _UnsetError
            if wish is not None and self.told.get(setting) != wish:
                self.told[setting] = wish
                yield wish
        yield from self.path
        yield line
        self.path.clear()

    def _save(self, moves: bool) -> Iterator[str]:
        self.saved.append((self.wished.copy(), self.told.copy() if moves else None))
        if moves:
            yield "q"

    def _restore(self) -> Iterator[str]:
        self.wished, told = self.saved.pop()
        if told is not None:
            self.told = told
            yield "Q"
