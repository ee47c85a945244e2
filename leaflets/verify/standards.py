"""The two standards that every PDF of ours says it keeps, as the checkers of finished files name them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard for PDF files."""

    name: str
    prefix: str
    """What stands between `PD-` and the clause in the code of a finding."""
    broken: str
    """What a broken rule means for people."""
    flavour: str
    """veraPDF's name of it."""
    profile: str
    """The title of veraPDF's rules for it."""


PDF_UA = Standard("PDF/UA-1", "", "an access rule", "ua1", "PDF/UA-1 validation profile")
PDF_A = Standard("PDF/A-2a", "A-", "a rule for files that last", "2a", "PDF/A-2A validation profile")
STANDARDS: tuple[Standard, ...] = (PDF_UA, PDF_A)


def message(standard: Standard, places: object) -> str:
    """“This PDF breaks an access rule in 3 places.”"""
    return (
        f"This PDF breaks {standard.broken}."
        if places == 1
        else f"This PDF breaks {standard.broken} in {places} places."
    )
