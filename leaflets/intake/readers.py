"""Names the reader of each kind of file. Runs in the child process."""

from leaflets.intake.article import Reading


def read(kind: str, data: bytes, file: str) -> Reading:
    """What stands in these bytes of a file of that kind. Raises RefusedError; libraries may raise anything."""
    if kind in ("text", "markdown"):
        from leaflets.intake import plain

        return plain.read(data, file, markdown=kind == "markdown")
    if kind == "page":
        from leaflets.intake import page

        return page.read(data, file)
    if kind == "docx":
        from leaflets.intake import word_file

        return word_file.read(data, file)
    if kind == "odt":
        from leaflets.intake import odt

        return odt.read(data, file)
    from leaflets.intake import pdf

    return pdf.read(data, file)
