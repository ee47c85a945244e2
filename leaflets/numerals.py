"""Numbers in words: counts, places in a row, years, amounts, and figures one after the other.

The grammar is the English one; its words come from the language's `[spoken]` table. A language with another grammar
leaves the rules that use it out of its list, and its voice says the figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_STEPS: tuple[tuple[int, str], ...] = (
    (10**12, "trillion"),
    (10**9, "billion"),
    (10**6, "million"),
    (1000, "thousand"),
)
_MOST = 10**15
"""From here on figures are said one after the other: nobody can picture such a number."""


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of one language."""

    small: Sequence[str]
    """Zero to nineteen."""
    tens: Sequence[str]
    """Twenty at index 2, to ninety."""
    scales: Mapping[str, str]
    ordinals: Mapping[str, str]
    """Only the irregular ones: `one` -> `first`."""
    words: Mapping[str, str]
    """The small words between: `and`, `point`, `oh`."""

    def count(self, number: int) -> str:
        """`136` -> `one hundred and thirty-six`."""
        if number >= _MOST:
            return self.figures(str(number))
        for step, name in _STEPS:
            if number >= step:
                return self._with_rest(f"{self.count(number // step)} {self.scales[name]}", number % step)
        if number >= 100:
            return self._with_rest(f"{self.small[number // 100]} {self.scales['hundred']}", number % 100)
        if number < 20:
            return self.small[number]
        unit = number % 10
        return f"{self.tens[number // 10]}-{self.small[unit]}" if unit else self.tens[number // 10]

    def _with_rest(self, said: str, rest: int) -> str:
        if not rest:
            return said
        link = f" {self.words['and']} " if rest < 100 else " "
        return said + link + self.count(rest)

    def place(self, number: int) -> str:
        """`22` -> `twenty-second`."""
        said = self.count(number)
        cut = max(said.rfind(" "), said.rfind("-")) + 1
        last = said[cut:]
        if last in self.ordinals:
            return said[:cut] + self.ordinals[last]
        return said[:cut] + (last[:-1] + "ieth" if last.endswith("y") else last + "th")

    def year(self, year: int) -> str:
        """`2018` -> `twenty eighteen`; `2005` -> `two thousand and five`."""
        century, rest = divmod(year, 100)
        if century == 20 and rest < 10:
            return self.count(year)
        return self.in_pairs(year)

    def in_pairs(self, number: int) -> str:
        """Hundreds and the rest apart: `136` -> `one thirty-six`, `1905` -> `nineteen oh five`."""
        hundreds, rest = divmod(number, 100)
        if not rest:
            return f"{self.count(hundreds)} {self.scales['hundred']}"
        said = f"{self.words['oh']} {self.small[rest]}" if rest < 10 else self.count(rest)
        return f"{self.count(hundreds)} {said}"

    def decade(self, year: int) -> str:
        """`1990` -> `nineteen nineties`."""
        return self.several(self.year(year))

    def several(self, said: str) -> str:
        """`sixty-five` -> `sixty-fives`, `eighty` -> `eighties`, `six` -> `sixes`."""
        return said[:-1] + "ies" if said.endswith("y") else said + ("es" if said.endswith("x") else "s")

    def figures(self, text: str) -> str:
        """Every figure of the text by itself: `028` -> `zero two eight`."""
        return " ".join(self.small[int(figure)] for figure in text if figure.isdecimal())

    def number(self, text: str) -> str:
        """A number as written: `1,500`, `3.5`, `1.2.3`; one that opens with a zero is said figure by figure."""
        whole, *parts = text.replace(",", "").split(".")
        opens_with_zero = len(whole) > 1 and whole.startswith("0")
        said = self.figures(whole) if opens_with_zero else self.count(int(whole))
        return "".join((said, *(f" {self.words['point']} {self.figures(part)}" for part in parts)))
