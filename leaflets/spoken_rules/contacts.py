"""How to reach somebody: phone numbers, helplines, e-mail and web addresses, postcodes."""

import re
from collections.abc import Iterator, Sequence

from leaflets.spoken_rules.table import Claim, Table, any_of, claim


def addresses(text: str, table: Table) -> Iterator[Claim]:
    """E-mail and web addresses, without scheme and `www.`: `info at example dot org`."""
    host = r"[\w-]+(?:\.[\w-]+)*"
    pattern = re.compile(
        rf"[\w.+%-]+@{host}|(?:https?://|www\.)\S+|(?<![\w.@-]){host}\.(?:{any_of(table.names('domains'))})\b(?:/\S*)?",
        re.IGNORECASE,
    )
    for match in pattern.finditer(text):
        written = match.group().rstrip(".,;:!?)]}'-")
        bare = re.sub(r"^(?:https?://)?(?:www\.)?|/+$", "", written, flags=re.IGNORECASE)
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
            yield part


def postcodes(text: str, table: Table) -> Iterator[Claim]:
    """`SW17 7DJ` -> `S W seventeen, seven D J`."""
    for match in re.finditer(r"\b([A-Z]{1,2})([0-9]{1,2})([A-Z]?)\s+([0-9])([A-Z]{2})\b", text):
        first = f"{table.letters(match[1])} {table.numerals.count(int(match[2]))} {match[3]}".strip()
        yield claim(match, f"{first}, {table.numerals.figures(match[4])} {table.letters(match[5])}", "postcode")


def phones(text: str, table: Table) -> Iterator[Claim]:
    """Every number to call, figure by figure with a pause between its groups; helplines and text codes too."""
    for match in re.finditer(r"(?<![\w£$€.,/-])(?:\+|\(?0)[0-9()\s–-]*[0-9](?![\w%]|[.,/:][0-9])", text):
        written = _phone_part(match.group())
        groups = re.findall(r"[0-9]+", written.replace("(0)", ""))
        if len("".join(groups)) >= 8:
            plus = f"{table.word('plus')} " if written.startswith("+") else ""
            said = plus + ", ".join(table.numerals.figures(group) for group in _grouped(groups, table))
            yield Claim(match.start(), match.start() + len(written), said, "phone")
    counted = rf"(?!\s+(?:\w+\s+)?(?:{any_of(table.list('counted'))})\b)"
    helplines = any_of(table.list("helplines")).replace(r"\ ", r"\s")
    for match in re.finditer(rf"(?<![\w£$€.,/-])(?:{helplines})(?![\w%]|[.,/:][0-9]){counted}", text):
        said = ", ".join(table.numerals.figures(group) for group in match.group().split())
        dialled_first = re.match(r"\s+[(+0-9]", text[match.end() :])
        yield claim(match, said + "," * bool(dialled_first), "phone")
    for match in re.finditer(r"(?<![\w£$€.,])[0-9]{5,}(?![\w%]|[.,][0-9])", text):
        yield claim(match, table.numerals.figures(match.group()), "phone")


def _phone_part(written: str) -> str:
    """As much of a run of figures as a phone number holds: 11 figures in Britain, 15 abroad (ITU-T E.164)."""
    most = 15 if written.startswith("+") else 11
    end = 0
    for group in re.finditer(r"[0-9]+", written):
        if len(re.findall(r"[0-9]", written[: group.end()])) > most:
            break
        end = group.end()
    return written[:end]


def _grouped(groups: Sequence[str], table: Table) -> Sequence[str]:
    """The groups as printed; a number printed in one piece falls into the usual ones."""
    if len(groups) > 1:
        return groups
    whole, found = groups[0], []
    sizes = next((sizes for start, sizes in table.phone_groups().items() if whole.startswith(start)), (len(whole),))
    for size in sizes:
        found.append(whole[:size])
        whole = whole[size:]
    return [group for group in (*found, whole) if group]
