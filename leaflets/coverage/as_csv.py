"""Coverage as CSV, for a spreadsheet: one row for a leaflet in one language, one column for a need."""

import csv
import io
from collections.abc import Sequence

from leaflets.coverage.gather import Coverage, needs

_ABOUT = ("slug", "title", "language", "translation", "wording", "version", "status", "information_date", "review_by",
          "sign_off", "next_step")  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is worked out as a formula by spreadsheets (OWASP, CSV Injection)."""


def write(rows: Sequence[Coverage]) -> bytes:
    """The table in UTF-8 with a byte order mark, without which Excel takes the letters for others."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([*(name.replace("_", " ") for name in _ABOUT), *needs(), "lacking"])
    for row in rows:
        about = [str(getattr(row, name)) for name in _ABOUT]
        answered = [", ".join(row.answered[need]) for need in needs()]
        writer.writerow([_harmless(cell) for cell in (*about, *answered, " ".join(row.lacking))])
    return target.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
