"""The table of planted faults in `leaflets/docs/proof.md`: `PYTHONPATH=. python tests/proof_table.py` writes it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import seeded_braille
import seeded_captions
import seeded_cd
import seeded_daisy
import seeded_epub
import seeded_languages
import seeded_pack
import seeded_web
import seeded_word
from seeded import Fault

PAGE = Path(__file__).resolve().parent.parent / "leaflets" / "docs" / "proof.md"
_BEGIN, _END = "<!-- faults: begin -->\n", "<!-- faults: end -->\n"

PLANTED: Mapping[str, Sequence[Fault]] = {
    "Word": seeded_word.FAULTS,
    "Web page": (*seeded_web.FAULTS, *seeded_web.LOOKS),
    "Site in several languages": seeded_languages.FAULTS,
    "EPUB": seeded_epub.FAULTS,
    "DAISY": seeded_daisy.FAULTS,
    "Captions": (*seeded_captions.VTT_FAULTS, *seeded_captions.SRT_FAULTS),
    "CD track": seeded_cd.FAULTS,
    "Braille": seeded_braille.FAULTS,
    "Pack": seeded_pack.FAULTS,
}


def table() -> str:
    """For each kind of file how many faults are planted and who finds how many; then every fault."""
    total = sum(map(len, PLANTED.values()))
    rows = [f"{total} faults in all.", "", "| file | faults | found by |", "|---|---|---|"]
    for name, faults in PLANTED.items():
        counts = Counter(checker for fault in faults for checker in fault.caught_by)
        found = ", ".join(f"`{checker}` {number}" for checker, number in counts.most_common())
        rows.append(f"| {name} | {len(faults)} | {found} |")
    for name, faults in PLANTED.items():
        rows += ["", f"### {name}", "", "| fault | found by |", "|---|---|"]
        rows += [f"| {_cell(fault.what)} | {', '.join(f'`{each}`' for each in fault.caught_by)} |" for fault in faults]
    return "\n".join(rows) + "\n"


def written_into(text: str) -> str:
    """A page with the table in its place, between its two marks."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}{table()}{_END}{after}"


def _cell(words: str) -> str:
    """The words as they may stand in a cell of a table."""
    return words.replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(written_into(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
