"""What each format makes of the test manuscripts, described as text, is what a reviewer accepted."""

import io

import described
import pytest
import samples
from conftest import Golden
from docx import Document
from test_same_words import written
from test_word import outline


def made(name: str, format_name: str) -> bytes:
    (data,) = written(f"manuscripts/{name}", format_name).values()
    return data


@pytest.mark.parametrize("edition", ["easy-read", "large-print"])
@pytest.mark.parametrize("name", samples.names())
def test_the_page_of_a_print_edition_is_as_accepted(name: str, edition: str, golden: Golden) -> None:
    golden(f"html/{name}_{edition}.html", described.print_html(samples.leaflet(name), edition))


@pytest.mark.parametrize("edition", ["easy-read", "large-print", "booklet-pages"])
@pytest.mark.parametrize("name", samples.names())
def test_the_tags_and_words_of_a_pdf_are_as_accepted(name: str, edition: str, golden: Golden) -> None:
    golden(f"pdf/{name}_{edition}.txt", described.pdf(made(name, edition)))


@pytest.mark.parametrize("name", samples.names())
def test_the_text_is_as_accepted(name: str, golden: Golden) -> None:
    golden(f"text/{name}.txt", made(name, "text").decode("utf-8"))


@pytest.mark.parametrize("name", samples.names())
def test_the_outline_of_the_word_file_is_as_accepted(name: str, golden: Golden) -> None:
    golden(f"word/{name}.txt", "\n".join(outline(Document(io.BytesIO(made(name, "word"))))))
