"""Coverage as one HTML page, in the look of the other reports. It needs nothing from outside and runs no script."""

from collections.abc import Sequence

from leaflets import templating
from leaflets.coverage.gather import Coverage, in_languages, needs
from leaflets.house import House
from leaflets.report import as_page

TEMPLATE = "coverage.html.j2"


def write(rows: Sequence[Coverage], house: House, today: str) -> bytes:
    """The page. `today`: the day it was made for, as people write it."""
    css, digest = as_page.style()
    covered = {need: sum(bool(row.answered[need]) for row in rows) for need in needs()}
    page = templating.render(
        TEMPLATE,
        rows=rows,
        needs=tuple(needs()),
        covered=covered,
        languages=in_languages(rows, house.languages),
        leaflets=len({row.slug for row in rows}),
        house=house.name,
        today=today,
        css=css,
        style_hash=digest,
    )
    return page.encode("utf-8")
