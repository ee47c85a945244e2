"""Faults put by hand into one page, the Polish one, of a good site in three languages. See `seeded.py`."""

from pathlib import Path

from seeded import Fault
from seeded_web import swap

from leaflets import languages, manifest, output
from leaflets.build import Made
from leaflets.house import House
from leaflets.manifest import Entry, Shown
from leaflets.site import Site

HOUSE = House("The Green House")
TITLES = {"en-GB": "Our garden", "pl": "Nasz ogród", "ur": "ہمارا باغ"}
SPOILT = "our-garden/web_pl/index.html"
PAGE = """<!DOCTYPE html>
<html lang="{tag}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<!--alternates--><!--/alternates-->
</head>
<body>
<a class="skip" href="#main">{title}</a>
<main id="main" tabindex="-1">
<!--languages--><!--/languages-->
<h1>{title}</h1>
<h2>{title}</h2>
<!--downloads--><!--/downloads-->
</main>
</body>
</html>
"""


def put(folder: Path, house: House = HOUSE, **stamps: tuple[str, ...]) -> tuple[Path, ...]:
    """Makes the site there and gives the leaflet's pages. `stamps`: what the leaflet says of itself, by language."""
    site = Site(house, "en-GB")
    for tag, title in TITLES.items():
        page = PAGE.format(tag=tag, title=title, direction=languages.load(tag).direction)
        shown = Shown(title=title, information_date="2026", stamps=stamps.get(tag, ()))
        made = {"web": Made({f"web_{tag}/index.html": page.encode()}, {"seconds": 9.5})}
        finished = output.Finished(Entry("our-garden", tag, shown=shown), made)
        output.publish(folder, [finished], {}, True, site.fill)
    output.put_site(folder, site.pages)
    return tuple(folder / file.path for file in manifest.read(folder).files)


def _alternate(tag: str, where: str) -> str:
    return f'<link rel="alternate" hreflang="{tag}" href="{where}">\n'


_URDU, _ENGLISH = "../web_ur/index.html", "../web_en-GB/index.html"
_LINK = f'<a href="{_URDU}" hreflang="ur" lang="ur" dir="rtl">'

FAULTS: tuple[Fault, ...] = (
    Fault("An alternate for one language is missing", swap(_alternate("ur", _URDU), ""), ("web",)),
    Fault("A page is no alternate of itself", swap(_alternate("pl", "index.html"), ""), ("web",)),
    Fault("No alternate for readers of other languages", swap(_alternate("x-default", _ENGLISH), ""), ("web",)),
    Fault("Two alternates for one language", swap("<title>", _alternate("ur", _URDU) + "<title>"), ("web",)),
    Fault(
        "An alternate leads to another language", swap(_alternate("ur", _URDU), _alternate("ur", _ENGLISH)), ("web",)
    ),
    Fault("An alternate leads to nothing", swap(_alternate("ur", _URDU), _alternate("ur", "old.html")), ("web",)),
    Fault("A link in the wrong language", swap(_LINK, _LINK.replace('lang="ur" dir', 'lang="pl" dir')), ("web",)),
    Fault("A link that leads to another language", swap(_LINK, _LINK.replace(_URDU, _ENGLISH)), ("web",)),
    Fault("Words of a link that run the wrong way", swap(_LINK, _LINK.replace("rtl", "ltr")), ("web",)),
    Fault("A page that runs the wrong way", swap('<html lang="pl" dir="ltr">', '<html lang="pl" dir="rtl">'), ("web",)),
    Fault("A page in another language than it says", swap('<html lang="pl"', '<html lang="cy"'), ("web",)),
)
"""Asked of all the pages together: some show on the page that is not led back to."""
