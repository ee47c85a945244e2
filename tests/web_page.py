"""A small page of its own with a recording, good by every checker of web pages, for tests that put faults into it.

It is written by hand, so that it also shows what these checkers ask for. The real pages are made from `templates/`.
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import recordings

from leaflets import voices
from leaflets.verify import recording as reader

SENTENCES = (
    ("s001", "Our new library card"),
    ("s002", "We have a new card for you."),
    ("s003", "Where can you get it?"),
    ("s004", "Come to our library in Mill Lane."),
    ("s005", "Bring a letter with your name on it."),
)
RECORDING = "card.mp3"
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><rect width="9" height="6" fill="#1d3f72"/></svg>\n'
)

STYLE = """\
:root { --paper: #ffffff; --ink: #111111; --accent: #1d3f72; --on: #ffffff; --ring: #111111 }
[data-theme="dark"] { --paper: #000000; --ink: #ffff00; --accent: #ffff00; --on: #000000; --ring: #ffffff }
html { font-size: 125%; font-family: sans-serif; font-variant-ligatures: none }
html[data-size="2"] { font-size: 156.25% }
body { margin: 0; padding: 1rem; max-width: 52rem; line-height: 1.55; background: var(--paper); color: var(--ink) }
a { color: var(--accent) }
a.skip { display: inline-block; min-height: 44px; min-width: 44px; line-height: 44px }
fieldset { border: 0; padding: 0 }
button { font: inherit; min-height: 2.5rem; min-width: 2.5rem; color: var(--ink); background: var(--paper);
  border: 2px solid #767676; margin: 0 .5rem .5rem 0 }
button[aria-pressed="true"] { background: var(--accent); color: var(--on) }
:focus-visible { outline: .2rem solid var(--ring); outline-offset: .2rem }
.row { display: flex; flex-wrap: wrap; gap: 1rem }
img { width: 9rem; max-width: 100% }
audio { max-width: 100% }
html:not(.js) .looks { display: none }
.heard { background: #ffe066; color: #111111 }
@media print { .skip, .looks, .player { display: none } body { background: #ffffff; color: #000000 } }
"""

SCRIPT = """\
document.documentElement.classList.add('js');
for (const button of document.querySelectorAll('button[data-set]')) {
  button.addEventListener('click', () => {
    const [name, value] = button.dataset.set.split('=');
    document.documentElement.dataset[name] = value;
    for (const each of button.parentElement.querySelectorAll('button')) {
      each.setAttribute('aria-pressed', String(each === button));
    }
  });
}
"""

_LOOKS = """\
<div class="looks">
<fieldset><legend>Text size</legend>
<button type="button" data-set="size=1" aria-pressed="true">Usual</button>
<button type="button" data-set="size=2" aria-pressed="false">Large</button>
</fieldset>
<fieldset><legend>Colours</legend>
<button type="button" data-set="theme=white" aria-pressed="true">White</button>
<button type="button" data-set="theme=dark" aria-pressed="false">Yellow on black</button>
</fieldset>
</div>
"""

_PAGE = """\
<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Our new library card</title>
<style>
{style}</style>
</head>
<body>
<a class="skip" href="#leaflet">Skip to the leaflet</a>
<header>
<p>Example Library</p>
{looks}</header>
<main id="leaflet" tabindex="-1">
<h1><span id="s001">Our new library card</span></h1>
<div class="player"><audio controls preload="none" src="card.mp3" aria-label="Listen to the leaflet"></audio></div>
<div class="row"><img src="card.svg" alt="A library card"><p id="s002">We have a new card for you.</p></div>
<h2 id="s003">Where can you get it?</h2>
<p><span id="s004">Come to our library in Mill Lane.</span>
<span id="s005">Bring a letter with your name on it.</span></p>
<p>Read more on <a href="https://www.example.org/card">our page about cards</a>.</p>
</main>
<footer><p>Example Library</p></footer>
<script type="application/json" id="cues">{cues}</script>
<script>
{script}</script>
</body>
</html>
"""


@cache
def recording() -> bytes:
    """The page's recording, spoken by the voice for tests."""
    lines = [(words, words) for _, words in SENTENCES]
    sound, times = recordings.read_out(lines, voices.voices()["silent"])
    cues = tuple(replace(cue, id=id_) for (id_, _), cue in zip(SENTENCES, times.cues, strict=True))
    return recordings.mp3(sound, replace(times, cues=cues))


@cache
def page(looks: bool = True) -> bytes:
    """The page, with the times of its recording. Without its `looks` it has no buttons, and is looked at in no time."""
    cues = [[cue.id, round(cue.start_s, 3), round(cue.end_s, 3)] for cue in reader.read(recording()).cues]
    filled = _PAGE.format(style=STYLE, script=SCRIPT, cues=json.dumps(cues), looks=_LOOKS if looks else "")
    return filled.encode()


def put(folder: Path, content: bytes) -> Path:
    """The page with its recording and its picture in a folder; gives the page's place."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / RECORDING).write_bytes(recording())
    (folder / "card.svg").write_text(PICTURE, encoding="utf-8")
    (folder / "index.html").write_bytes(content)
    return folder / "index.html"
