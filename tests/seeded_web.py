"""Faults of web pages, put by hand into a good one, and who must find each."""

import json
import re
from collections.abc import Callable, Sequence

from seeded import Fault

Spoil = Callable[[bytes], bytes]
Cues = list[tuple[str, float, float]]

_CUES = re.compile(r'(<script type="application/json" id="cues">)(.*?)(</script>)', re.DOTALL)


def swap(good: str, bad: str) -> Spoil:
    """Puts other words in the place of the first such ones."""
    return lambda content: content.decode().replace(good, bad, 1).encode()


def style(css: str) -> Spoil:
    """Adds rules at the end of the page's style."""
    return swap("</style>", f"{css}\n</style>")


def script(line: str) -> Spoil:
    """Adds a line at the end of the page's last script."""
    return lambda content: (line + "\n</script>").join(content.decode().rsplit("</script>", 1)).encode()


def cues(change: Callable[[Cues], Sequence[Sequence[object]]]) -> Spoil:
    """Changes the times of the sentences."""

    def spoil(content: bytes) -> bytes:
        spoilt = _CUES.sub(
            lambda found: found[1] + json.dumps(change(json.loads(found[2]))) + found[3], content.decode()
        )
        return spoilt.encode()

    return spoil


_OUTSIDE = "https://www.example.org"

FAULTS: tuple[Fault, ...] = (
    Fault("A picture without words", swap(' alt="A library card"', ""), ("web", "nu", "html-validate", "axe")),
    Fault("A file name as the words of a picture", swap('alt="A library card"', 'alt="card.svg"'), ("web",)),
    Fault("A page that does not say its language", swap(' lang="en-GB"', ""), ("web", "html-validate", "axe")),
    Fault(
        "A page without a title",
        swap("<title>Our new library card</title>\n", ""),
        ("web", "nu", "html-validate", "axe"),
    ),
    Fault("Pale grey words", style("main p { color: #a0a0a0 }"), ("axe",)),
    Fault("A heading level left out", lambda page: re.sub(rb"(</?)h2\b", rb"\1h4", page), ("web", "nu", "axe")),
    Fault("Two headings of the first level", lambda page: re.sub(rb"(</?)h2\b", rb"\1h1", page), ("web",)),
    Fault("A link without words", swap(">our page about cards<", "><"), ("web", "html-validate", "axe")),
    Fault("A link that says “click here”", swap("our page about cards", "click here"), ("web",)),
    Fault("A page that cannot be enlarged", swap("initial-scale=1", "user-scalable=no"), ("web", "axe")),
    Fault("The same id twice", swap("<header>", '<header id="s002">'), ("web", "nu", "html-validate")),
    Fault("No main part", lambda page: re.sub(rb"<(/?)main\b", rb"<\1div", page), ("web",)),
    Fault("A skip link that leads nowhere", swap('href="#leaflet"', 'href="#nowhere"'), ("web", "axe")),
    Fault("A list item outside a list", swap("<h2 ", "<li>A point</li><h2 "), ("nu", "html-validate", "axe")),
    Fault(
        "An element that is not closed", swap('</div>\n<div class="row">', '<div class="row">'), ("nu", "html-validate")
    ),
    Fault("A paragraph inside a span", swap("</span></h1>", "<p>Words</p></span></h1>"), ("nu", "html-validate")),
    Fault("The mark of the focus taken away", style(":focus-visible { outline: none }"), ("web", "browser")),
    Fault("Another order of the Tab key", swap('<a class="skip"', '<a tabindex="3" class="skip"'), ("web",)),
    Fault("A picture from outside", swap('src="card.svg"', f'src="{_OUTSIDE}/card.svg"'), ("web", "browser")),
    Fault(
        "A style sheet from outside",
        swap("<style>", f'<link rel="stylesheet" href="{_OUTSIDE}/a.css"><style>'),
        ("web", "browser"),
    ),
    Fault(
        "A font from outside",
        style(f"@font-face {{ font-family: A; src: url({_OUTSIDE}/a.ttf) }} p {{ font-family: A }}"),
        ("web", "browser"),
    ),
    Fault("A script that tells somebody", script(f"fetch('{_OUTSIDE}/seen');"), ("web", "browser")),
    Fault("A script that breaks down", script("nothing.here();"), ("browser",)),
    Fault("A picture that is not there", swap("card.svg", "cart.svg"), ("web",)),
    Fault("A recording that is not there", swap('src="card.mp3"', 'src="old.mp3"'), ("web",)),
    Fault("A recording that is no recording", swap('src="card.mp3"', 'src="card.svg"'), ("web",)),
    Fault("A time for a sentence that is not there", cues(lambda times: [*times, ["s099", 90.0, 91.0]]), ("web",)),
    Fault("A sentence that nobody hears", cues(lambda times: times[:-1]), ("web",)),
    Fault("Two sentences heard at once", cues(lambda times: [[i, b, e + 2] for i, b, e in times]), ("web",)),
    Fault("Marks that come too late", cues(lambda times: [[i, b + 0.1, e + 0.1] for i, b, e in times]), ("web",)),
    Fault(
        "Two sentences marked in each other's place",
        cues(
            lambda times: [
                [j, b, e] for (_, b, e), (j, *_) in zip(times, [times[1], times[0], *times[2:]], strict=True)
            ]
        ),
        ("web",),
    ),
    Fault("A sentence that stands there twice", swap("</main>", "<p>We have a new card for you.</p></main>"), ("web",)),
    Fault("A sentence that is hidden without the script", style("html:not(.js) #s004 { display: none }"), ("browser",)),
    Fault("Words wider than a phone", style("#s004 { display: inline-block; width: 30rem }"), ("browser",)),
    Fault(
        "A page cut off at the side of a phone",
        style("body { overflow-x: hidden } h1 { white-space: nowrap }"),
        ("browser",),
    ),
    Fault("A word broken in two", style("#s005 { display: block; width: 3rem; word-break: break-all }"), ("browser",)),
    Fault("Small letters", style("footer { font-size: .7rem }"), ("browser",)),
    Fault("Slanted letters by an element", swap("Read more on", "<em>Read</em> more on"), ("browser",)),
    Fault("Slanted letters by the style", style("footer { font-style: italic }"), ("web", "browser")),
    Fault("Lines stretched to one length", style("p { text-align: justify }"), ("web", "browser")),
    Fault("A recording that plays by itself", swap("<audio ", "<audio autoplay "), ("web", "html-validate")),
)
"""For the page without buttons for its looks, which is looked at quickly."""

LOOKS: tuple[Fault, ...] = (
    Fault("Words that are pale in one theme only", style('[data-theme="dark"] { --ink: #404000 }'), ("axe",)),
    Fault("A button without a name", swap(">Large<", "><"), ("web", "html-validate")),
    Fault("A button without a type", swap('<button type="button"', "<button"), ("web", "html-validate")),
    Fault("A focus as dark as its ground", style('[data-theme="dark"] { --ring: #202000 }'), ("browser",)),
    Fault(
        "A control that Tab passes by",
        swap('<button type="button" data-set="size=2"', '<button type="button" tabindex="-1" data-set="size=2"'),
        ("web",),
    ),
    Fault("Buttons that do nothing without the script", style("html:not(.js) .looks { display: block }"), ("browser",)),
    Fault(
        "A button that is too small to hit", style("button { min-height: 0; min-width: 0; padding: 0 }"), ("browser",)
    ),
    Fault("A button that changes nothing", swap("= value;", "= 'none';"), ("browser",)),
    Fault("Buttons that are printed", swap(".skip, .looks,", ".skip,"), ("browser",)),
)
"""For the page with such buttons."""
