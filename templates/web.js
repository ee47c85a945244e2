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
    let scrolledAt = -LEAVE_MS;

    play.addEventListener("click", () => (sound.paused ? start() : sound.pause()));
    back.addEventListener("click", () => go(sound.currentTime - Number(back.value)));
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
        if (name !== "keydown" || /^(Arrow|Page|Home|End| )/.test(event.key)) scrolledAt = performance.now();
      }, { passive: true });
    }
    stayInReach();

    function start() {
      scrolledAt = -LEAVE_MS;
      sound.play().catch(() => (byId("not-played").hidden = false));
    }

    function go(seconds) {
      sound.currentTime = Math.max(0, Math.min(seconds, length()));
      follow();
    }

    function length() {
      return sound.duration || Number(place.max);
    }

    function playFrom(cue) {
      if (!cue) return;
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
      if (playing) requestAnimationFrame(everyFrame);
    }

    function everyFrame() {
      follow();
      if (!sound.paused && !sound.ended) requestAnimationFrame(everyFrame);
    }

    // `timeupdate` comes four times a second; frame by frame the mark keeps up with the voice.
    function follow() {
      const now = sound.currentTime;
      mark(cueAt(now));
      const told = time.dataset.words.replace("{now}", clock(now)).replace("{length}", clock(length()));
      if (told !== time.textContent) {
        time.textContent = told;
        place.value = String(Math.round(now));
        place.setAttribute("aria-valuetext", told);
      }
    }

    function cueAt(now) {
      let low = 0;
      let high = cues.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cues[middle].begin <= now) low = middle + 1;
        else high = middle;
      }
      const cue = cues[low - 1];
      if (!cue || sound.ended) return null;
      const next = cues[low];
      const waits = next && next.begin - cue.end < HOLD_S;
      return now < (waits ? next.begin : cue.end) ? cue : null;
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
      if (!sound.paused && performance.now() - scrolledAt > LEAVE_MS) bringIntoView(cue.words);
    }

    function bringIntoView(words) {
      const row = words.closest(".row, .quote, .contact, .credit") || words;
      const { top, bottom } = (row.offsetHeight < innerHeight / 2 ? row : words).getBoundingClientRect();
      const covered = Math.max(0, box.getBoundingClientRect().bottom);
      if (top >= covered + 8 && bottom <= innerHeight - 8) return;
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      const aim = covered + Math.max(16, (innerHeight - covered - (bottom - top)) / 3);
      scrollTo({ top: scrollY + top - aim, behavior: calm ? "auto" : "smooth" });
    }

    function clock(seconds) {
      const whole = Math.round(seconds);
      return Math.floor(whole / 60) + ":" + String(whole % 60).padStart(2, "0");
    }

    // Over the rows the player is a bar of less height; a margin makes up for it, so that no row moves.
    function stayInReach() {
      let height = box.offsetHeight;
      const settle = () => {
        const bar = box.classList.contains("bar");
        if (!bar) height = box.offsetHeight;
        box.style.marginBottom = bar ? height - box.offsetHeight + "px" : "";
        root.style.setProperty("--bar", (bar ? box.offsetHeight : 0) + "px");
      };
      const edge = document.createElement("div");
      box.before(edge);
      // All that is below counts as seen: a jump may pass the edge without ever showing it.
      new IntersectionObserver(([seen]) => {
        box.classList.toggle("bar", !seen.isIntersecting);
        settle();
      }, { rootMargin: "0px 0px 1000000px" }).observe(edge);
      new ResizeObserver(settle).observe(box);
    }
  }
})();
