"""Templates are compiled once for a computer: what is kept is used, and nothing old or damaged ever is."""

from pathlib import Path

import pytest
from jinja2 import Environment

from leaflets import compiled_templates, prepared, templating


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(prepared, "folder", lambda: tmp_path / "kept")
    monkeypatch.setattr(templating, "FOLDER", tmp_path)
    path = tmp_path / "greeting.html.j2"
    path.write_text("<p>Hello {{ name }}</p>", encoding="utf-8")
    return path


def render(name: str = "Ann & Bob") -> str:
    """As in a process that has only just begun."""
    environment = templating._environment.__wrapped__()
    return environment.get_template("greeting.html.j2").render(name=name)


def test_a_template_is_compiled_once(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = render()
    monkeypatch.setattr(Environment, "compile", lambda *given, **named: pytest.fail("It is compiled again."))
    assert render() == first == "<p>Hello Ann &amp; Bob</p>"
    assert render("Cy") == "<p>Hello Cy</p>"


def test_a_template_that_was_changed_is_compiled_again(template: Path) -> None:
    render()
    template.write_text("<p>Goodbye {{ name }}</p>", encoding="utf-8")
    assert render() == "<p>Goodbye Ann &amp; Bob</p>"


def test_a_damaged_one_is_compiled_again(template: Path) -> None:
    first = render()
    for path in (template.parent / "kept" / compiled_templates.KIND).iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert render() == first


def test_nothing_is_kept_where_nothing_may_be_left(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "folder", lambda: None)
    assert render() == "<p>Hello Ann &amp; Bob</p>"
    assert not (template.parent / "kept").exists()
