"""What the spoken forms are worth, over the table of cases: words that are misheard, and sounds that are wrong.

Run it from the project's folder; with a number, only every so many cases are measured:
.venv/bin/python tests/benchmarks/spoken_worth.py [every]

It prints a table of leaflets/docs/audio.md.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import worth  # noqa: E402
from worth import Case, Errors, share  # noqa: E402

Measured = Mapping[str, Sequence[Errors]]
"""Errors of each case by what was given to the voice."""


def heard(cases: Sequence[Case]) -> Measured:
    printed = [case.printed for case in cases]
    return {"printed": worth.misheard(cases, printed), "said": worth.misheard(cases, worth.normalised(cases))}


def sounded(cases: Sequence[Case]) -> Measured:
    printed = [case.printed for case in cases]
    return {"printed": worth.missaid(cases, printed), "said": worth.missaid(cases, worth.normalised(cases))}


def row(name: str, places: Sequence[int], words: Measured, sounds: Measured) -> str:
    rates = [share([errors[at] for at in places]) for found in (words, sounds) for errors in found.values()]
    return f"| {name} | {len(places)} | {' | '.join(f'{rate:.1%}' for rate in rates)} |"


def main() -> int:
    """Prints a row for each group of cases without numbers to call, and the sums."""
    every = int(sys.argv[1]) if sys.argv[1:] else 1
    cases = worth.cases()[::every]
    words, sounds = heard(cases), sounded(cases)
    columns = "words misheard, as printed | as said | sounds wrong, as printed | as said"
    print(f"| what the case is about | cases | {columns} |\n|---|---|---|---|---|---|")
    judged = [at for at, case in enumerate(cases) if not case.calls]
    for group in dict.fromkeys(case.group for case in cases):
        if places := [at for at in judged if cases[at].group == group]:
            print(row(group, places, words, sounds))
    print(row("**all but numbers to call**", judged, words, sounds))
    print(row("numbers to call", [at for at, case in enumerate(cases) if case.calls], words, sounds))
    print(row("**all**", range(len(cases)), words, sounds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
