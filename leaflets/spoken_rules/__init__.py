"""The rules that claim words of a text and say them another way, by the names that a language's `[spoken]` table uses.

The words come from that table, which also puts the rules it wants into their order. Shapes of dates, money and phone
numbers are the British ones.
"""

from collections.abc import Callable, Iterator, Mapping

from leaflets.spoken_rules import amounts, calendar, contacts, names
from leaflets.spoken_rules.table import Claim, Table

Rule = Callable[[str, Table], Iterator[Claim]]

RULES: Mapping[str, Rule] = {
    "address": contacts.addresses,
    "date": calendar.dates,
    "day": calendar.days,
    "time": calendar.times,
    "phrase": names.phrases,
    "section": names.sections,
    "postcode": contacts.postcodes,
    "phone": contacts.phones,
    "money": amounts.money,
    "year": amounts.years,
    "percent": amounts.percents,
    "ordinal": amounts.ordinals,
    "unit": amounts.units,
    "number": amounts.numbers,
    "figures": amounts.figures,
    "short-form": names.short_forms,
    "initials": names.initials,
}
