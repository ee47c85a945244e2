"""How large the heads in a scene are, found by the scene's alt text: for those who measure a finished page.

Only people of OpenMoji count, who have a face. Busts and crowds that we drew ourselves stand for numbers of people.
"""

import re
from dataclasses import dataclass
from functools import cache

from leaflets.pictures import drawing, recipe, scenes

HEAD_UNITS = 32
"""From hair to chin, in an OpenMoji person of 72 units."""
PERSON = re.compile(r"1F(9D|46[89E]|47[345]|64)")
"""How the codes of OpenMoji people start."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The smallest head of one scene, in units of the 72-unit grid, and the size of the whole picture."""

    units: float
    width: float
    height: float


@cache
def of(alt: str) -> tuple[Heads, ...]:
    """The scenes with people that are called so: more than one where scenes share their words, none for other words."""
    found = []
    for name, data in scenes.all_scenes().items():
        if re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(data["alt"])), alt):
            text = scenes.picture(name, {}).recipe
            people = [part.scale for part in recipe.read(text) if PERSON.match(part.content)]
            if people:
                found.append(Heads(min(people) * HEAD_UNITS, *drawing.size(text)))
    return tuple(found)
