"""How old information is, and from when on a leaflet must say so."""

from datetime import date

OLD_AFTER_MONTHS = 24
"""Information older than this needs a notice (design decision of the house, after the SIM case)."""


def is_old(information_date: str, today: date) -> bool:
    """Whether information of that date (as exact as it is known) is older than `OLD_AFTER_MONTHS`."""
    if not information_date:
        return False
    # A date known only by its year or month is taken at its end: old only when all of it is old.
    year, month, day = int(information_date[:4]), int(information_date[5:7] or 12), int(information_date[8:] or 31)
    months = (today.year - year) * 12 + today.month - month
    return (months, today.day) > (OLD_AFTER_MONTHS, day)
