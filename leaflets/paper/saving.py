"""A PDF that was put together from finished ones, as bytes: hints for the printer, and the same file every time."""

import io

import pikepdf
from pikepdf import Dictionary, Name, Pdf


def saved(document: Pdf, short_edge: bool) -> bytes:
    """The file, to be printed on both sides at its real size; `short_edge`: the edge on which sheets turn.

    The hints are for the printer's dialogue, which a person can still overrule (ISO 32000-1, table 150).
    """
    preferences = document.Root.get("/ViewerPreferences", Dictionary())
    preferences.Duplex = Name.DuplexFlipShortEdge if short_edge else Name.DuplexFlipLongEdge
    preferences.PrintScaling = Name("/None")
    document.Root.ViewerPreferences = preferences
    written = io.BytesIO()
    document.save(
        written,
        deterministic_id=True,
        fix_metadata_version=False,  # the metadata says what the renderer wrote
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return written.getvalue()
