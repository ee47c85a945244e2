"""The player of a leaflet's page, in a real browser that opens the page as a file."""

from collections.abc import Iterator
from typing import Any

import pytest
from test_same_words import written

from leaflets.verify.chromium import program

pytestmark = pytest.mark.external("browser")

NAME = "manuscripts/everything"
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page as a file, as it lies on a USB stick."""
    folder = tmp_path_factory.mktemp("web")
    for name, content in written(NAME, "web").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return (folder / next(iter(written(NAME, "web")))).as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=program(), args=["--no-sandbox", "--disable-gpu", "--mute-audio"]
        )
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    opened.goto(address)
    yield opened
    context.close()
    assert faults == []


def now_s(page: Any) -> float:
    return float(page.evaluate("document.getElementById('sound').currentTime"))


def cues(page: Any) -> list[tuple[str, float, float]]:
    return [tuple(cue) for cue in page.evaluate("JSON.parse(document.getElementById('cues').textContent)")]


def go_to(page: Any, seconds: float) -> None:
    page.evaluate(
        "seconds => new Promise((done) => { const sound = document.getElementById('sound');"
        " sound.addEventListener('seeked', done, {once: true}); sound.currentTime = seconds; })",
        seconds,
    )


def loaded(page: Any) -> None:
    """Plays and stops again, so that the browser has read the recording."""
    page.click("#play")
    page.wait_for_function("document.getElementById('sound').currentTime > 0.1")
    page.click("#play")
    page.wait_for_function("document.getElementById('sound').paused")


def test_the_button_plays_and_stops_and_says_so(page: Any) -> None:
    assert page.inner_text("#play") == "Play"
    page.click("#play")
    page.wait_for_function("document.getElementById('sound').currentTime > 0.2")
    assert page.inner_text("#play") == "Pause"
    page.click("#play")
    page.wait_for_function("document.getElementById('play').innerText === 'Play'")
    assert page.evaluate("document.getElementById('sound').paused")


def test_a_button_goes_back_ten_seconds(page: Any) -> None:
    loaded(page)
    go_to(page, 21.0)
    page.click("#back")
    assert now_s(page) == pytest.approx(11.0, abs=0.01)
    page.click("#back")
    page.click("#back")
    assert now_s(page) == 0


def test_the_speed_changes_and_the_voice_keeps_its_pitch(page: Any) -> None:
    told = []
    for _ in range(3):
        page.click("#speed")
        told.append(
            (page.inner_text("#speed"), page.evaluate("document.getElementById('sound').playbackRate")),
        )
    assert told == [("Speed: fast", 1.2), ("Speed: slow", 0.85), ("Speed: normal", 1)]
    assert page.evaluate("document.getElementById('sound').preservesPitch")


def test_choosing_a_sentence_plays_from_it_and_marks_it(page: Any) -> None:
    id, begin, end = cues(page)[12]
    page.click(f"#{id}")
    page.wait_for_function("begin => document.getElementById('sound').currentTime > begin", arg=begin)
    assert begin <= now_s(page) < end
    assert not page.evaluate("document.getElementById('sound').paused")
    assert page.eval_on_selector_all(".spoken", "all => all.map((each) => [each.id, each.ariaCurrent])") == [
        [id, "true"]
    ]


def test_a_link_in_a_sentence_is_only_a_link(page: Any) -> None:
    page.evaluate("document.querySelector('.value a').addEventListener('click', (event) => event.preventDefault())")
    page.click(".value a")
    assert now_s(page) == 0


def test_keyboard_alone_reaches_each_part_and_each_sentence(page: Any) -> None:
    page.locator(".part").nth(1).focus()
    page.keyboard.press("Enter")
    heading = page.locator(".part").nth(1).get_attribute("value")
    page.wait_for_selector(f"#{heading}.spoken")
    page.keyboard.press("Shift+Tab")
    ids = [id for id, _, _ in cues(page)]
    page.focus("#sentence-after")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{ids[ids.index(heading) + 1]}.spoken")
    assert page.evaluate("document.activeElement.id") == "sentence-after"
    page.focus("#sentence-before")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#{heading}.spoken")


def test_the_mark_comes_within_50_milliseconds_of_the_voice(page: Any) -> None:
    page.evaluate(
        """() => {
          const sound = document.getElementById('sound');
          window.seen = [];
          new MutationObserver((changes) => {
            for (const {target} of changes) {
              if (target.classList.contains('spoken')) window.seen.push([target.id, sound.currentTime]);
            }
          }).observe(document.body, {subtree: true, attributeFilter: ['class']});
        }"""
    )
    page.click("#play")
    page.wait_for_function("window.seen.length >= 3", timeout=60_000)
    begins = {id: begin for id, begin, _ in cues(page)}
    late = [at - begins[id] for id, at in page.evaluate("window.seen")[:3]]
    assert all(0 <= each <= 0.05 for each in late), late


def test_marking_moves_no_letter(page: Any) -> None:
    measure = "all => all.map((each) => [each.offsetTop, each.offsetLeft, each.offsetWidth, each.offsetHeight])"
    before = page.eval_on_selector_all("main p, main h2, main h3", measure)
    page.eval_on_selector_all("[id^=s0]", "all => all.forEach((each) => each.classList.add('spoken'))")
    assert page.eval_on_selector_all("main p, main h2, main h3", measure) == before


def test_announcements_mark_nothing(page: Any) -> None:
    loaded(page)
    go_to(page, cues(page)[0][1] / 2)
    assert page.locator(".spoken").count() == 0


def test_the_player_stays_in_reach_and_moves_no_row(page: Any) -> None:
    row = page.locator(".row").last
    before = row.evaluate("(each) => each.getBoundingClientRect().top + scrollY")
    page.evaluate("scrollTo({top: document.body.scrollHeight / 2, behavior: 'instant'})")
    page.wait_for_selector(".player.bar")
    box = page.locator("#play").bounding_box()
    assert 0 <= box["y"] < 100
    assert row.evaluate("(each) => each.getBoundingClientRect().top + scrollY") == pytest.approx(before, abs=1)


def test_the_sentence_that_is_heard_comes_into_view_below_the_player(page: Any) -> None:
    page.set_viewport_size(PHONE)
    page.click("#play")
    id, begin, _ = cues(page)[30]
    page.evaluate("seconds => { document.getElementById('sound').currentTime = seconds; }", begin)
    page.wait_for_selector(f"#{id}.spoken")
    page.wait_for_function(
        "id => { const words = document.getElementById(id).getBoundingClientRect();"
        " const bar = document.querySelector('.player').getBoundingClientRect();"
        " return words.top >= bar.bottom && words.bottom <= innerHeight; }",
        arg=id,
    )
    assert page.evaluate("document.activeElement.id") == "play"


def test_on_the_first_screen_the_player_is_in_reach_once_it_plays(page: Any) -> None:
    page.set_viewport_size(PHONE)
    page.click("#play")
    id, begin, _ = cues(page)[1]
    page.evaluate("seconds => { document.getElementById('sound').currentTime = seconds; }", begin)
    page.wait_for_selector(f"#{id}.spoken")
    page.wait_for_function(
        "id => { const words = document.getElementById(id).getBoundingClientRect();"
        " const bar = document.querySelector('.player.bar')?.getBoundingClientRect();"
        " return bar && words.top >= 0 && words.bottom <= bar.top && bar.bottom <= innerHeight + 1; }",
        arg=id,
    )


@pytest.mark.parametrize("size", ["normal", "largest"])
@pytest.mark.parametrize("screen", [{"width": 1280, "height": 800}, {"width": 360, "height": 640}])
def test_the_player_never_hides_what_the_keyboard_reaches(page: Any, screen: Any, size: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("size => localStorage.setItem('leaflet-size', size)", size)
    page.set_viewport_size(screen)
    page.reload()
    loaded(page)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_selector(".player.bar.below")
    page.evaluate("document.querySelector('.crumb a').focus()")
    for _ in range(6):
        page.keyboard.press("Tab")
        page.wait_for_timeout(100)
        assert page.evaluate(
            "() => { const seen = document.activeElement.getBoundingClientRect();"
            " const box = document.querySelector('.player');"
            " return box.contains(document.activeElement) || seen.bottom <= box.getBoundingClientRect().top"
            " || seen.top >= box.getBoundingClientRect().bottom; }"
        ), page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("target", ["notice", "contact", "read"])
def test_a_jump_ends_below_the_player(page: Any, target: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("target => { location.hash = target; }", target)
    assert below_the_player_px(page, target) >= 0


@pytest.mark.parametrize("target", ["notice", "contact", "read"])
def test_a_page_that_is_opened_at_a_place_shows_it_below_the_player(page: Any, address: str, target: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # no scrolling on the way, which would be measured half done
    page.goto("about:blank")
    page.goto(f"{address}#{target}")
    assert below_the_player_px(page, target) >= 0


def below_the_player_px(page: Any, target: str) -> float:
    """How far below the player a part of the page stands, once that is a bar."""
    page.wait_for_selector(".player.bar")
    return float(
        page.evaluate(
            "target => document.getElementById(target).getBoundingClientRect().top"
            " - document.querySelector('.player').getBoundingClientRect().bottom",
            target,
        )
    )


def test_a_chosen_sentence_comes_into_view_though_the_reader_scrolled(page: Any) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.mouse.wheel(0, 4000)
    page.wait_for_selector(".player.bar")
    page.focus("#sentence-after")
    page.keyboard.press("Space")
    page.wait_for_selector(".spoken")
    page.wait_for_function(
        "(() => { const { top, bottom } = document.querySelector('.spoken').getBoundingClientRect();"
        " return top >= 0 && bottom <= innerHeight; })()"
    )


def test_nothing_scrolls_while_the_reader_scrolls_by_hand(page: Any) -> None:
    page.click("#play")
    page.mouse.wheel(0, 3000)
    page.wait_for_function("scrollY > 2000")
    at = page.evaluate("new Promise((done) => addEventListener('scrollend', () => done(scrollY), {once: true}))")
    id, begin, _ = cues(page)[3]
    page.evaluate("seconds => { document.getElementById('sound').currentTime = seconds; }", begin)
    page.wait_for_selector(f"#{id}.spoken")
    page.wait_for_timeout(400)
    assert page.evaluate("scrollY") == at


def test_size_and_colours_are_kept_on_the_device(page: Any, address: str) -> None:
    page.click("button[value=largest]")
    page.click("button[value=dark]")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "30px"
    again = page.context.new_page()
    again.goto(address)
    assert again.evaluate("getComputedStyle(document.documentElement).fontSize") == "30px"
    assert again.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    pressed = again.eval_on_selector_all("[aria-pressed=true]", "all => all.map((each) => each.value)")
    assert pressed == ["largest", "dark"]


@pytest.mark.parametrize(
    ("wish", "ground"), [({"color_scheme": "dark"}, "rgb(0, 0, 0)"), ({"color_scheme": "light"}, "rgb(255, 255, 255)")]
)
def test_the_first_colours_are_those_of_the_reader_s_system(
    browser: Any, address: str, wish: dict[str, str], ground: str
) -> None:
    context = browser.new_context(**wish)
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    context.close()


def test_without_scripts_the_browser_s_own_player_is_there_and_no_dead_button(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("audio").is_visible()
    assert page.locator("button:visible, input:visible").count() == 0
    assert page.locator("#s001").is_visible()
    context.close()


@pytest.mark.parametrize("size", ["normal", "largest"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_stands_out_at_the_side(page: Any, width: int, size: str) -> None:
    page.set_viewport_size({"width": width, "height": 640})
    page.evaluate("size => { document.documentElement.dataset.size = size; }", size)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


CUT_WORDS = """() => {
  const cut = [];
  const nodes = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    if (node.parentElement.closest('script')) continue;
    for (const word of node.textContent.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((each) => Math.round(each.top))).size > 1) cut.push(word[0]);
    }
  }
  return cut;
}"""


def test_no_word_is_cut_at_the_end_of_a_line_on_a_small_screen(page: Any) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(CUT_WORDS) == []
