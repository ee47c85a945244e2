"""The rules that claim words of a text and say them another way, by the names that a language's `[spoken]` table uses.

The words come from that table, which also puts the rules it wants into their order. Shapes of dates, money and phone
numbers are the British ones.
"""

from collections.abc import Callable, Iterator, Mapping

from leaflets.spoken_rules import amounts, calendar, contacts, names
from leaflets.spoken_rules.table import Claim, Table, has_figures

Rule = Callable[[str, Table], Iterator[Claim]]


def _of_figures(rule: Rule) -> Rule:
    """A rule that claims figures only, not asked about a text without any: most sentences have none."""

    def asked(text: str, table: Table) -> Iterator[Claim]:
        return rule(text, table) if has_figures(text) else iter(())

    return asked


RULES: Mapping[str, Rule] = {
    "address": contacts.addresses,
    "date": calendar.dates,
    "day": calendar.days,
    "time": calendar.times,
    "phrase": names.phrases,
    "section": _of_figures(names.sections),
    "postcode": _of_figures(contacts.postcodes),
    "phone": _of_figures(contacts.phones),
    "money": _of_figures(amounts.money),
    "year": _of_figures(amounts.years),
    "percent": _of_figures(amounts.percents),
    "ordinal": _of_figures(amounts.ordinals),
    "unit": amounts.units,
    "number": amounts.numbers,
    "figures": _of_figures(amounts.figures),
    "short-form": names.short_forms,
    "initials": names.initials,
}
