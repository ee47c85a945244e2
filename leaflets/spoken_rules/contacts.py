"""How to reach somebody: phone numbers, helplines, e-mail and web addresses, postcodes."""

import re
from collections.abc import Iterator, Sequence

from leaflets.spoken_rules.table import Claim, Table, any_of, claim, compiled, each

_MOST_FIGURES = (("+44", 12), ("+", 15), ("0044", 14), ("00", 17))
"""How long a number can be, by its start (Ofcom's national numbering plan; ITU-T E.164)."""


def addresses(text: str, table: Table) -> Iterator[Claim]:
    """E-mail and web addresses, without scheme and `www.`: `info at example dot org`."""
    host = r"[\w-]+(?:\.[\w-]+)*"
    pattern = compiled(
        rf"(?:mailto:)?[\w.+%-]+@{host}|(?:https?://|www\.)\S+|(?<![\w.@-]){host}\.(?:{any_of(table.names('domains'))})\b(?:/\S*)?",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        written = match.group().rstrip(".,;:!?)]}'-")
        bare = re.sub(r"^(?:mailto:|https?://)?(?:www\.)?|/+$", "", written, flags=re.IGNORECASE)
        if bare:
            said = " ".join(_address_words(bare, table))
            yield Claim(match.start(), match.start() + len(written), said, "address")


def _address_words(address: str, table: Table) -> Iterator[str]:
    parts = re.findall(r"[^\W\d_]+|[0-9]+|[\W_]", address)
    for before, part in zip(("", *parts), parts, strict=False):
        if part in table.names("marks"):
            yield table.names("marks")[part]
        elif part.isdecimal():
            yield table.numerals.figures(part)
        elif before == "." and part.lower() in table.names("domains"):
            yield table.names("domains")[part.lower()]
        elif part.isalpha() and not re.search("[aeiouy]", part, re.IGNORECASE):
            yield table.letters(part.upper())
        elif part.isalpha():
            yield part.lower() if part.isupper() else part


def postcodes(text: str, table: Table) -> Iterator[Claim]:
    """`SW17 7DJ` -> `S W seventeen, seven D J`."""
    for match in each(r"\b([A-Z]{1,2})([0-9]{1,2})([A-Z]?)\s+([0-9])([A-Z]{2})\b", text):
        first = f"{table.letters(match[1])} {table.numerals.count(int(match[2]))} {match[3]}".strip()
        yield claim(match, f"{first}, {table.numerals.figures(match[4])} {table.letters(match[5])}", "postcode")


def phones(text: str, table: Table) -> Iterator[Claim]:
    """Every number to call, figure by figure with a pause between its groups; helplines and text codes too."""
    for found in _long_numbers(text, table):
        yield found
        text = text[: found.start] + "\x00" * (found.end - found.start) + text[found.end :]
    yield from _helplines(text, table)
    yield from _called(text, table)
    yield from _other_groups(text, table)
    dialled = table.names("dialled")
    for match in each(rf"(?<!\w)({any_of(dialled)})(:?)\s?([0-9]+)(?![\w%]|[.,-][0-9])", text):
        yield claim(match, f"{dialled[match[1]]}{match[2]} {table.numerals.figures(match[3])}", "phone")
    for match in each(r"(?<![\w£$€.,])[0-9]{5,}(?![\w%]|[.,][0-9])", text):
        if not _is_counted(text, match.end(), table):
            yield claim(match, table.numerals.figures(match.group()), "phone")


def _other_groups(text: str, table: Table) -> Iterator[Claim]:
    """An NHS number, a number without its area code, a meeting's number, a sort code: nobody can write down amounts."""
    year, before = r"(?:1[5-9]|20)[0-9]{2}", r"(?:(?<![\w£$€.,/-])|(?<=[0-9]{2}/|.\x00/))"
    shapes = r"[0-9]{3,5}(?:[\s-][0-9]{3,5}){1,3}|[0-9]{2}-[0-9]{2}-[0-9]{2}"
    after = r"(?![\w%]|[.,-][0-9]|/[0-9]{1,2}(?![0-9]))"
    for match in each(rf"{before}(?!{year}\D{year}|0)(?:{shapes}){after}", text):
        groups = re.findall("[0-9]+", match.group())
        if len("".join(groups)) >= (8 if len(groups[0]) > 2 else 6) and not _is_counted(text, match.end(), table):
            yield _with_pauses(text, claim(match, _said(groups, table), "phone"))


def _long_numbers(text: str, table: Table) -> Iterator[Claim]:
    """Numbers of eight figures and more that open with a zero or a plus."""
    figures = r"(?:\+|\(?0)(?:[0-9()\s–-]|\.(?=[0-9]))*[0-9]"
    pattern = compiled(rf"(?<![0-9_£$€.,]){figures}(?:(?=x[0-9])|(?![\w%]|[.,:][0-9]))")
    position = 0
    while match := pattern.search(text, position):
        written = _phone_part(match.group(), counted=_is_counted(text, match.end(), table), table=table)
        # The search goes on behind this number, for two numbers may stand side by side.
        position = match.start() + max(len(written), 1)
        groups = re.findall(r"[0-9]+", written.replace("(0)", " "))
        dotted_short = "." in written and min(map(len, groups)) < 3  # an amount or a date, not 0800.028.8000
        if len("".join(groups)) >= 8 and not dotted_short:
            plus = f"{table.word('plus')} " if written.startswith("+") else ""
            said = plus + _said(_grouped(groups, written, table), table)
            yield _with_pauses(text, Claim(match.start(), match.start() + len(written), said, "phone"))


def _helplines(text: str, table: Table) -> Iterator[Claim]:
    """`999`, `116 123`, `999/111`: not when people or things are counted, but always after a word for calling.

    A helpline that is said as an amount can do harm, an amount that is said as a helpline is only odd.
    """
    calling = compiled(rf"\b(?:{any_of(table.list('calling'))})\s+$", re.IGNORECASE)
    one = rf"(?:{any_of(table.list('helplines'))})".replace(r"\ ", r"\s")
    before, after = (
        r"(?:(?<![\w£$€.,/-])|(?<=[0-9]{2}/)|(?<=[^\W\d_]/|\x00/))",
        r"(?![\w%]|[.,:][0-9]|/[0-9]{1,2}(?![0-9]))",
    )
    for match in each(rf"{before}{one}(?:/{one})*{after}", text):
        if _is_counted(text, match.end(), table) and not calling.search(text[: match.start()]):
            continue
        numbers = (number.split() for number in match.group().split("/"))
        said = f" {table.word('or')} ".join(_said(_grouped(groups, "", table), table) for groups in numbers)
        yield _with_pauses(text, claim(match, said, "phone"))


def _called(text: str, table: Table) -> Iterator[Claim]:
    """Every number after a word for calling: `Call 1471 or 159`, `Call us on 1-800-273-8255`; not `Call 150 people`."""
    for helpline in list(_helplines(text, table)):
        text = text[: helpline.start] + "\x00" * (helpline.end - helpline.start) + text[helpline.end :]
    words = rf"(?:{any_of(table.list('dialling'))})\b(?:\s+(?:{any_of(table.list('dialling-links'))})\b)*:?\s+"
    amount = rf"[\s(-]*(?:{any_of(table.list('counted'))})\b"
    number = rf"[0-9]+(?:[\s–-][0-9]+)*(?![\w%]|[.,:/–-][0-9]|{amount})"
    link = rf"(?:,?\s+(?:{table.word('or')}|{table.word('and')})\s+|,\s+|\s+)"
    one = rf"(?:\x00+|{number})"
    for row in each(rf"\b{words}({one}(?:{link}{one})*)", text, re.IGNORECASE):
        for match in compiled(number, re.IGNORECASE).finditer(text, row.start(1), row.end(1)):
            groups = re.findall("[0-9]+", match.group())
            if max(map(len, groups)) >= 3:
                yield _with_pauses(text, claim(match, _said(groups, table), "phone"))


def _with_pauses(text: str, number: Claim) -> Claim:
    """With a comma where other figures stand beside the number, so that nobody takes them for a part of it."""
    before = ", " if re.search(r"[0-9]\s+$", text[: number.start]) else ""
    after = "," if re.match(r"[\s–-]+[(+£$€0-9\x00]", text[number.end :]) else ""
    return Claim(number.start, number.end, f"{before}{number.said}{after}", number.kind)


def _is_counted(text: str, end: int, table: Table) -> bool:
    """Whether the figures that end here are an amount: `24 hours`."""
    return re.match(rf"[\s(-]*(?:{any_of(table.list('counted'))})\b", text[end:]) is not None


def _said(groups: Sequence[str], table: Table) -> str:
    return ", ".join(table.numerals.figures(group) for group in groups)


def _phone_part(written: str, counted: bool, table: Table) -> str:
    """As much of a run of figures as a phone number holds: 11 figures in Britain, 15 abroad (ITU-T E.164).

    `00` in front stands for the plus. `counted`: the last figures of the run are an amount, such as `24 hours`.
    """
    opens = re.sub(r"[^0-9+]", "", written)
    most = next((most for start, most in _MOST_FIGURES if opens.startswith(start)), 11)
    groups = list(each(r"[0-9]+", written))
    if counted and len(groups[-1].group()) <= 2 and len(re.findall(r"[0-9]", written[: groups[-1].start()])) >= 10:
        groups.pop()
    end, figures = 0, ""
    for group in groups:
        figures += "" if written[: group.end() + 1].endswith("(0)") else group.group()
        if len(figures) > most:
            break
        end = group.end()
        if figures in table.list("short-numbers"):
            break
    return written[:end]


def _grouped(groups: Sequence[str], written: str, table: Table) -> Sequence[str]:
    """The groups as printed; a number printed in one piece falls into the usual ones."""
    if len(groups) > 1:
        return groups
    whole, found = groups[0], []
    first = f"+{whole}" if written.startswith("+") else whole
    sizes = next((sizes for start, sizes in table.phone_groups().items() if first.startswith(start)), (len(whole),))
    for size in sizes:
        found.append(whole[:size])
        whole = whole[size:]
    return [group for group in (*found, whole) if group]
