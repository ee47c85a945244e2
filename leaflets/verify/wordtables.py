"""What Microsoft's own accessibility checker asks of tables, and what is asked of those that only arrange."""

from collections.abc import Iterator

from leaflets.verify.wordfile import Element, W, WordFile, has_picture, is_on, text_of, value

Fault = tuple[str, str, str]
ONE_CELL = "Use one cell for each thing."


def headers(file: WordFile) -> Iterator[Fault]:
    """A table needs a header row, unless it is in Table Normal: then it only arranges, and must not claim one."""
    for table in file.body.iter(W + "tbl"):
        has_header = any(is_on(node) for node in table.iter(W + "tblHeader"))
        if not is_layout(file, table):
            if not has_header:
                yield "WD-103", "A table has no header row.", "Mark its first row as a header row."
        elif has_header or _claims_header(table):
            yield "WD-119", "A table that only arranges claims a header row.", "Turn off “Header Row” for it."


def is_layout(file: WordFile, table: Element) -> bool:
    """Whether the table is in Word's own Table Normal: named as such, or not at all."""
    style = value(table.find(f"{W}tblPr/{W}tblStyle"))
    name = value(file.styles[style].find(W + "name")) if style in file.styles else style
    return name.casefold() in ("", "normal table", "tablenormal")


def _claims_header(table: Element) -> bool:
    """`firstRow`, or in older files bit 0x20 of `val` (ECMA-376 part 1, 17.4.55)."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    first = value(look, "firstRow")
    if first:
        return first not in ("0", "false", "off")
    try:
        return bool(int(value(look) or "0", 16) & 0x20)
    except ValueError:
        return False


def merged(file: WordFile) -> Iterator[Fault]:
    """Who hears a table loses count of its columns where cells are merged, split or hold another table."""
    for table in file.body.iter(W + "tbl"):
        spans = (int(value(node)) > 1 for node in table.iter(W + "gridSpan") if value(node).isdigit())
        if any(spans) or next(table.iter(W + "vMerge"), None) is not None:
            yield "WD-113", "A table has merged cells.", ONE_CELL
        if sum(1 for _ in table.iter(W + "tbl")) > 1:
            yield "WD-113", "A table stands inside a table.", "Use one simple table."


def empty_rows(file: WordFile) -> Iterator[Fault]:
    """Empty rows and columns that only make room are read out one by one."""
    for table in file.body.iter(W + "tbl"):
        rows = [[_is_empty(cell) for cell in row.findall(W + "tc")] for row in table.findall(W + "tr")]
        columns = [[row[at] for row in rows if at < len(row)] for at in range(max(map(len, rows), default=0))]
        if any(all(row) for row in rows if row) or any(all(column) for column in columns):
            yield "WD-118", "A table has an empty row or column.", "Take it out. Use the spacing of the style."


def _is_empty(cell: Element) -> bool:
    return not text_of(cell).strip() and not has_picture(cell)


RULES = (headers, merged, empty_rows)
