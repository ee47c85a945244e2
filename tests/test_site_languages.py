"""The site in several languages: each by its own name, each page leads to all others, and nothing leads astray."""

import re
from pathlib import Path

import pytest
import seeded
import seeded_languages

from leaflets import languages, manifest, output, verify
from leaflets.build import Made
from leaflets.house import House, HouseContact
from leaflets.manifest import Entry, Shown
from leaflets.pictures import icons
from leaflets.site import Site
from leaflets.verify import weblanguages, webpage

SITE = Site(House("The Green House"), "en-GB")


def page_of(folder: Path, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def web(folder: Path) -> list[str]:
    """What the quick checker says of all pages of the site."""
    files = (file.path for file in manifest.read(folder).everything)
    pages = [folder / path for path in files if path.endswith(".html")]
    return [str(finding) for finding in verify.verify(pages, ("web",))]


def test_a_site_in_three_languages_is_good(tmp_path: Path) -> None:
    assert len(seeded_languages.put(tmp_path)) == 3
    assert web(tmp_path) == []


def test_the_head_of_each_page_names_all_pages_and_one_for_everybody_else(tmp_path: Path) -> None:
    for path in seeded_languages.put(tmp_path):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        found = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', head)
        assert [tag for tag, _ in found] == ["en-GB", "pl", "ur", "x-default"]
        assert {tag: (path.parent / to).resolve().parent.name for tag, to in found} == {
            **{tag: f"web_{tag}" for tag in seeded_languages.TITLES},
            "x-default": "web_en-GB",
        }


def test_without_a_page_in_the_home_language_everybody_else_is_led_to_the_index(tmp_path: Path) -> None:
    seeded_languages.put(tmp_path)
    output.withdraw(tmp_path, [("our-garden", "pl"), ("our-garden", "ur")], SITE.fill)
    assert '<link rel="alternate" hreflang="x-default" href="../../index.html">' in page_of(
        tmp_path, seeded_languages.SPOILT
    )


def test_a_leaflet_in_one_language_names_no_others(tmp_path: Path) -> None:
    seeded_languages.put(tmp_path)
    output.withdraw(tmp_path, [("our-garden", "pl")], SITE.fill)
    output.put_site(tmp_path, SITE.pages)
    page = page_of(tmp_path, seeded_languages.SPOILT)
    assert "hreflang" not in page
    assert "<nav" not in page
    assert web(tmp_path) == []


def test_languages_are_listed_in_their_own_script_and_direction(tmp_path: Path) -> None:
    seeded_languages.put(tmp_path)
    for name, start in (("index.html", "our-garden/"), (seeded_languages.SPOILT, "../")):
        link = f'<a href="{start}web_ur/index.html" hreflang="ur" lang="ur" dir="rtl">اردو</a>'
        assert link in page_of(tmp_path, name)
    assert ">Polski</a>" in page_of(tmp_path, "index.html")
    sheet = page_of(tmp_path, "site/languages.css")
    (font,) = re.findall(r"url\((.*?)\)", sheet)
    assert (tmp_path / "site" / font).read_bytes()[:4] == b"\0\1\0\0"
    assert ":lang(ur)" in sheet


def test_the_index_says_in_each_language_why_it_cannot_be_trusted(tmp_path: Path) -> None:
    seeded_languages.put(tmp_path, pl=("Angielska ulotka jest nowsza niż ta.",))
    index = page_of(tmp_path, "index.html")
    mine = index.partition('<li lang="pl" dir="ltr">')[2].partition('<li lang="ur"')[0]
    assert "<li>Angielska ulotka jest nowsza niż ta.</li>" in mine
    assert "Angielska" not in page_of(tmp_path, "our-garden/web_ur/index.html")


def test_a_language_without_a_page_is_offered_file_by_file(tmp_path: Path) -> None:
    seeded_languages.put(tmp_path)
    entry = Entry("our-garden", "cy", shown=Shown(title="Ein gardd"))
    made = {"text": Made({"our-garden_text_cy.txt": b"Ein gardd"}, {})}
    output.publish(tmp_path, [output.Finished(entry, made)], {}, True, SITE.fill)
    output.put_site(tmp_path, SITE.pages)
    page = page_of(tmp_path, seeded_languages.SPOILT)
    mine = page.partition('<li lang="cy" dir="ltr">')[2].partition('<li lang="en-GB"')[0]
    assert "<summary>Cymraeg</summary>" in mine
    assert 'href="../our-garden_text_cy.txt"' in mine
    assert 'hreflang="cy"' not in page
    assert web(tmp_path) == []


@pytest.mark.parametrize("fault", seeded_languages.FAULTS, ids=lambda fault: fault.what)
def test_a_fault_in_one_page_is_found(tmp_path: Path, fault: seeded.Fault) -> None:
    pages = seeded_languages.put(tmp_path)
    path = tmp_path / seeded_languages.SPOILT
    good = path.read_bytes()
    path.write_bytes(fault.spoil(good))
    assert path.read_bytes() != good
    found = {finding.code for finding in verify.verify(pages, fault.caught_by) if finding.level == "must fix"}
    assert any(code.startswith("WB-5") or code == "WB-121" for code in found), found


def test_a_page_that_lost_all_its_alternates_is_found_and_so_are_those_that_name_it(tmp_path: Path) -> None:
    seeded_languages.put(tmp_path)
    path = tmp_path / seeded_languages.SPOILT
    path.write_text(re.sub(r'<link rel="alternate".*\n', "", path.read_text(encoding="utf-8")), encoding="utf-8")
    told = {
        name: {code for _, code, _, _ in weblanguages.elsewhere(webpage.read(at.read_bytes()), at)}
        for name, at in ((tag, tmp_path / f"our-garden/web_{tag}/index.html") for tag in seeded_languages.TITLES)
    }
    assert told == {"pl": {"WB-505"}, "ur": {"WB-502"}, "en-GB": {"WB-502"}}


def test_a_folder_that_was_passed_on_alone_is_no_fault(tmp_path: Path) -> None:
    seeded_languages.put(tmp_path)
    alone = tmp_path / "alone" / "web_pl"
    alone.mkdir(parents=True)
    page = alone / "index.html"
    page.write_bytes((tmp_path / seeded_languages.SPOILT).read_bytes())
    found = verify.verify((page,), ("web",))
    assert {finding.level for finding in found} == {"look at this"}
    assert {finding.code for finding in found} == {"WB-122"}


@pytest.mark.parametrize(("blank", "codes"), [(" ", {"WB-507"}), ("\n", {"WB-507"}), ("\u00a0", set())])
def test_a_number_keeps_its_order_among_words_from_right_to_left(tmp_path: Path, blank: str, codes: set[str]) -> None:
    seeded_languages.put(tmp_path)
    text = page_of(tmp_path, "our-garden/web_ur/index.html")
    number = blank.join(("020", "7946", "0123"))
    page = webpage.read(text.replace("</main>", f"<p>{seeded_languages.TITLES['ur']} {number}</p></main>").encode())
    assert {code for _, code, _, _ in weblanguages.faults(page)} == codes
    marked = text.replace("</main>", f'<p><span dir="ltr">{number}</span></p></main>').encode()
    assert not list(weblanguages.faults(webpage.read(marked)))


def test_ways_to_reach_the_house_are_named_in_the_language_of_the_page(tmp_path: Path) -> None:
    contact = HouseContact("phone", "Phone", "020 7946 0123")
    seeded_languages.put(tmp_path, House("The Green House", contacts=(contact,)))
    assert "Phone: <a" in page_of(tmp_path, "our-garden/web_en-GB/index.html")
    assert "Telefon: <a" in page_of(tmp_path, "our-garden/web_pl/index.html")
    urdu = page_of(tmp_path, "our-garden/web_ur/index.html")
    assert "فون: <a" in urdu
    assert "020\u00a07946\u00a00123" in urdu
    assert web(tmp_path) == []


def test_icons_have_a_letter_of_the_script_of_their_page(tmp_path: Path) -> None:
    for tag, title in seeded_languages.TITLES.items():
        page = seeded_languages.PAGE.format(tag=tag, title=title, direction=languages.load(tag).direction)
        made = {
            "web": Made({f"web_{tag}/index.html": page.encode()}, {"seconds": 9.5}),
            "giant-print": Made({f"giant_{tag}.pdf": b"x"}, {"pages": 3}),
            "daisy": Made({f"daisy_{tag}.zip": b"x"}, {"seconds": 9.5}),
        }
        finished = output.Finished(Entry("our-garden", tag, shown=Shown(title=title)), made)
        output.publish(tmp_path, [finished], {}, True, SITE.fill)
    output.put_site(tmp_path, SITE.pages)
    for tag, icon in (("en-GB", "giant-print"), ("pl", "giant-print"), ("ur", "giant-print_ur")):
        page = page_of(tmp_path, f"our-garden/web_{tag}/index.html")
        assert re.findall(r'src="../../site/(.*?).svg"', page) == [icon, "daisy"]
    own, usual = (page_of(tmp_path, f"site/giant-print{end}.svg") for end in ("_ur", ""))
    assert own != usual == icons.svg("giant-print")
    assert not (tmp_path / "site/daisy_ur.svg").exists()
