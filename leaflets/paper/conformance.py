"""Says in a PDF that it keeps two standards at once: PDF/A-2a, to last, and PDF/UA-1, for screen readers.

WeasyPrint 70.0 writes one of them at a time (its issue 2783). This adds the second mark to the file's metadata, through
the documented `finisher`, with the description that PDF/A asks for any mark it does not know (ISO 19005-2, 6.6.2.3).
"""

from typing import TYPE_CHECKING, cast

import pydyf

if TYPE_CHECKING:
    import weasyprint

VARIANT = "pdf/a-2a"
"""What WeasyPrint itself writes."""

_END = b"</rdf:RDF>"
_PDF_UA = """
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
  <pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def finish(document: "weasyprint.Document", pdf: pydyf.PDF) -> None:
    """Adds the mark of PDF/UA-1 to a PDF/A file. A `finisher` of WeasyPrint."""
    metadata = cast(pydyf.Stream, pdf.objects[int(pdf.catalog["Metadata"].split()[0])])
    before, end, after = b"".join(metadata.stream).rpartition(_END)
    metadata.stream = [before + _PDF_UA.encode() + end + after]
    for item in pdf.objects:
        # WeasyPrint smooths every photograph, which PDF/A-2a forbids (ISO 19005-2, 6.2.8).
        if isinstance(item, pydyf.Stream) and item.extra.get("Interpolate") == "true":
            item.extra["Interpolate"] = "false"
    metadata.compress = False  # so that a program can find the marks without opening the file's structure
    pdf.objects[:] = [item if item.free == "f" else _Once(item) for item in pdf.objects]


class _Once(pydyf.Object):  # type: ignore[misc]  # pydyf has no types
    """A finished object as bytes. pydyf asks for them twice: for the file, and for the checksum that names the file."""

    data = b""
    compressible = False

    def __init__(self, finished: pydyf.Object) -> None:
        super().__init__()
        self.number, self.generation = finished.number, finished.generation
        self.data, self.compressible = finished.data, finished.compressible
