// The script of every web page. Reading needs none of it: it adds text size, colours, the read-along player and the print
// button. Nothing is sent anywhere; what a reader chooses is kept in their own browser.
(function () {
  "use strict";
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);

  display();
  if (byId("print")) byId("print").addEventListener("click", () => window.print());
  if (byId("sound")) player();

  // 1. Text size and colours

  function display() {
    const fold = document.querySelector(".fold");
    const unfold = (open) => fold.setAttribute("aria-expanded", String(open));
    fold.addEventListener("click", () => unfold(fold.getAttribute("aria-expanded") !== "true"));
    for (const group of document.querySelectorAll("[data-choice]")) {
      const name = group.dataset.choice;
      const buttons = [...group.querySelectorAll("button")];
      const show = () => {
        const chosen = root.dataset[name] || first(name, buttons);
        for (const button of buttons) button.setAttribute("aria-pressed", String(button.value === chosen));
      };
      for (const button of buttons) {
        button.addEventListener("click", () => {
          root.dataset[name] = button.value;
          keep(name, button.value);
          unfold(true); // Larger text may fold the choices, and they must not vanish under the reader's hand.
          show();
        });
      }
      show();
    }
  }

  // What the style sheet shows as long as nobody has chosen.
  function first(name, buttons) {
    if (name === "colours" && matchMedia("(prefers-color-scheme: dark)").matches) return "dark";
    if (name === "colours" && matchMedia("(prefers-contrast: less)").matches) return "cream";
    return buttons[0].value;
  }

  function keep(name, value) {
    try {
      localStorage.setItem("leaflet-" + name, value);
    } catch (error) {
      // A browser that keeps nothing forgets it with the page.
    }
  }

  // 2. The player

  function player() {
    const HOLD_S = 1.5; // In a pause shorter than this the mark waits, so that the eye does not lose its place.
    const LEAVE_MS = 6000; // So long after the reader scrolled by hand, the page does not scroll by itself.
    const SPEEDS = { normal: 1, fast: 1.2, slow: 0.85 };

    const sound = byId("sound");
    const box = document.querySelector(".player");
    const [play, back, speed, place, time] = ["play", "back", "speed", "place", "time"].map(byId);
    const cues = JSON.parse(byId("cues").textContent)
      .map(([id, begin, end]) => ({ id, begin, end, words: byId(id) }))
      .filter((cue) => cue.words);
    let marked = null;
    let timer = 0;
    let low = 0; // Height of the player where it is a bar, in CSS pixels.
    let scrolledAt = -LEAVE_MS;

    play.addEventListener("click", () => (sound.paused ? start() : sound.pause()));
    back.addEventListener("click", () => {
      scrolledAt = -LEAVE_MS;
      go(sound.currentTime - Number(back.value));
    });
    byId("sentence-before").addEventListener("click", () => step(-1));
    byId("sentence-after").addEventListener("click", () => step(1));
    place.addEventListener("input", () => go(Number(place.value)));
    speed.addEventListener("click", nextSpeed);
    for (const cue of cues) choosable(cue);
    for (const button of document.querySelectorAll(".part")) {
      button.addEventListener("click", () => playFrom(cues.find((cue) => cue.id === button.value)));
    }
    for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, showState);
    for (const name of ["timeupdate", "seeking", "seeked"]) sound.addEventListener(name, follow);
    sound.addEventListener("error", () => (byId("not-played").hidden = false));
    for (const name of ["wheel", "touchmove", "keydown"]) {
      addEventListener(name, (event) => {
        const scrolls = /^(Arrow|Page|Home|End| )/.test(event.key) && !event.target.closest("button, input");
        if (name !== "keydown" || scrolls) scrolledAt = performance.now();
      }, { passive: true });
    }
    stayInReach();

    function start() {
      scrolledAt = -LEAVE_MS;
      box.classList.add("started");
      sound.play().catch(() => (byId("not-played").hidden = false));
    }

    function go(seconds) {
      sound.currentTime = Math.max(0, Math.min(seconds, length()));
      follow();
    }

    function length() {
      return Number.isFinite(sound.duration) ? sound.duration : Number(place.max);
    }

    function playFrom(cue) {
      if (!cue) return;
      scrolledAt = -LEAVE_MS;
      go(cue.begin);
      if (sound.paused) start();
    }

    // The sentence before or after; a sentence that was heard for a while is first begun again.
    function step(by) {
      const now = sound.currentTime;
      if (by > 0) playFrom(cues.find((cue) => cue.begin > now + 0.05));
      else playFrom([...cues].reverse().find((cue) => cue.begin < now - 1.5) || cues[0]);
    }

    function nextSpeed() {
      const names = Object.keys(SPEEDS);
      const name = names[(names.findIndex((each) => SPEEDS[each] === sound.playbackRate) + 1) % names.length];
      sound.defaultPlaybackRate = sound.playbackRate = SPEEDS[name];
      speed.textContent = speed.dataset.words.replace("{name}", JSON.parse(speed.dataset.speeds)[name]);
    }

    function choosable(cue) {
      cue.words.classList.add("can-play");
      cue.words.addEventListener("click", (event) => {
        if (!event.target.closest("a") && getSelection().isCollapsed) playFrom(cue);
      });
    }

    function showState() {
      const playing = !sound.paused && !sound.ended;
      play.classList.toggle("playing", playing);
      play.lastElementChild.textContent = playing ? play.dataset.pause : play.dataset.play;
      follow();
      if (playing && marked) bringIntoView(marked.words);
    }

    // Marks what is heard, and looks again when that ends: a timer is more exact than `timeupdate`, which comes four
    // times a second, and takes less of a small computer than a look at every frame.
    function follow() {
      const now = sound.currentTime;
      const [cue, until] = heardAt(now);
      mark(cue);
      const told = time.dataset.words.replace("{now}", clock(now)).replace("{length}", clock(length()));
      if (told !== time.textContent) {
        time.textContent = told;
        place.value = String(Math.round(now));
        place.setAttribute("aria-valuetext", told);
      }
      clearTimeout(timer);
      const wait = ((until - now) / sound.playbackRate) * 1000;
      if (!sound.paused && wait < 1000) timer = setTimeout(follow, Math.max(wait, 4));
    }

    // The sentence that is heard then, or null, and the time at which that changes.
    function heardAt(now) {
      const at = cues.findIndex((cue) => cue.begin > now);
      const next = at < 0 ? null : cues[at];
      const cue = at < 0 ? cues[cues.length - 1] : cues[at - 1];
      const end = cue && (next && next.begin - cue.end < HOLD_S ? next.begin : cue.end);
      if (cue && now < end && !sound.ended) return [cue, end];
      return [null, next ? next.begin : Infinity];
    }

    function mark(cue) {
      if (cue === marked) return;
      if (marked) {
        marked.words.classList.remove("spoken");
        marked.words.removeAttribute("aria-current");
      }
      marked = cue;
      if (!cue) return;
      cue.words.classList.add("spoken");
      cue.words.setAttribute("aria-current", "true");
      if (!sound.paused) bringIntoView(cue.words);
    }

    // Scrolls only when it must, and not against the reader's own hand.
    function bringIntoView(words) {
      if (performance.now() - scrolledAt < LEAVE_MS) return;
      const row = words.closest(".row, .quote, .contact, .credit") || words;
      const { top, bottom } = (row.offsetHeight < innerHeight / 2 ? row : words).getBoundingClientRect();
      const above = box.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING ? low : 0;
      const room = innerHeight - low;
      if (top >= above + 8 && bottom <= above + room - 8) return;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const aim = above + Math.max(16, (room - (bottom - top)) / 3);
      scrollTo({ top: scrollY + top - aim, behavior: calm ? "instant" : "smooth" });
    }

    function clock(seconds) {
      const whole = Math.round(seconds);
      return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
    }

    // Out of its place the player is a bar of less height; a margin makes up for it, so that no row moves.
    function stayInReach() {
      const edge = document.createElement("div");
      const out = { above: false, below: false };
      let height = box.offsetHeight;
      const settle = () => {
        const bar = out.above || (out.below && box.classList.contains("started"));
        box.classList.remove("bar");
        if (!bar && height !== box.offsetHeight) {
          height = box.offsetHeight;
          watchBelow();
        }
        box.classList.add("bar");
        low = box.offsetHeight;
        box.classList.toggle("bar", bar);
        box.classList.toggle("below", out.below);
        box.style.marginBottom = bar ? height - low + "px" : "";
        root.style.setProperty("--bar", low + "px");
        // What the keyboard reaches comes to stand above a bar at the foot (WCAG 2.2, 2.4.11).
        root.style.setProperty("--foot", (bar && out.below ? low : 0) + "px");
      };
      // All on the far side counts as seen: a jump may pass the edge without ever showing it.
      const watch = (name, rootMargin) => {
        const observer = new IntersectionObserver(([seen]) => {
          out[name] = !seen.isIntersecting;
          settle();
        }, { rootMargin });
        observer.observe(edge);
        return observer;
      };
      // Below until all of it has room: a player in its place covers nothing.
      let lower = null;
      const watchBelow = () => {
        if (lower) lower.disconnect();
        lower = watch("below", "1000000px 0px " + -height + "px");
      };
      box.before(edge);
      settle(); // now, for a jump may come before the observers have looked
      watch("above", "0px 0px 1000000px");
      watchBelow();
      new ResizeObserver(settle).observe(box);
      sound.addEventListener("play", settle);
    }
  }
})();
