"""One build from the sources folder to the output folder: what is there, what is asked for, and the pages around it."""

import os
from collections.abc import Sequence
from contextlib import nullcontext

from leaflets import asked, catalogue, house, liblouis, output, pools
from leaflets.catalogue import Text
from leaflets.findings import LeafletError
from leaflets.house import House
from leaflets.order import Order, writing
from leaflets.pools import OpenPool, Start
from leaflets.up_to_date import UpToDate


def make(order: Order, known: UpToDate, start: Start = pools.early) -> tuple[tuple[str, ...], bool]:
    """Builds what is asked for. Gives the paths that are new, and whether nothing kept a leaflet from being made.

    Something that must be fixed in a text does not count as such: trying again would find it again. Raises LeafletError
    for names that are not known, for a machine that is not set up, for a folder that takes no files, and, when all
    others are made, for texts that cannot be read. `known`: the texts that need not be. `start`: where the jobs run.
    """
    there = catalogue.names(order.sources)
    asked.check_names(order.sources, order.slugs, order.formats, there)
    texts = catalogue.texts(order.sources, order.slugs, order.language)
    the_house = house.load(order.sources / "house.toml")
    _name_programs(the_house)
    with writing(order.output), output.locked(order.output):
        pass  # a folder that takes no files is told before the work; and what a dead build left undone is ended
    left = known.left(texts, [the_house.logo] if the_house.logo else ())
    # The longest first: then no processor waits long for another at the end.
    left = tuple(sorted(left, key=lambda text: -catalogue.path(order.sources, *text).stat().st_size))
    names = order.formats or the_house.formats
    started = start(min(order.width, len(left) * len(names)), names) if left else nullcontext(pools.local)
    with started as open_pool:
        return _make(order, texts, left, known, the_house, open_pool)


def _make(
    order: Order,
    texts: Sequence[Text],
    left: Sequence[Text],
    known: UpToDate,
    the_house: House,
    open_pool: OpenPool,
) -> tuple[tuple[str, ...], bool]:
    """As `make`, of these manuscripts. `left`: those that are not up to date."""
    # Imported here: the process that workers are split off from imports meanwhile what jobs need.
    from leaflets import illustrated, languages
    from leaflets.building import Building
    from leaflets.delivery import Delivery
    from leaflets.planning import Planner
    from leaflets.site import Site

    home = languages.load(languages.HOME)
    site = Site(the_house, home.tag, illustrated.logo_of(the_house, home))
    planner = Planner(order.formats)
    delivery = Delivery(order.output, planner.tools, not order.formats, site.fill)
    building = Building(order, left, open_pool, planner, delivery, site, known, has_others=len(left) < len(texts))
    building.go()
    with writing(order.output):
        if order.whole:
            output.withdraw(order.output, texts, site.fill)
        output.put_site(order.output, site.pages)
    known.write()
    if building.faults:
        raise LeafletError("\n".join(building.faults))
    return tuple(delivery.new), building.complete


def _name_programs(the_house: House) -> None:
    """Says where programs are that the house file names: in the environment, where workers and readers look too.

    Before the first worker starts, since each gets the environment as it is then.
    """
    if the_house.lou_translate:
        os.environ[liblouis.VARIABLE] = the_house.lou_translate
