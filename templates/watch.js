// The script of `watch`: waits for news of this page and puts the new one in its place, under the reader's eyes.
(function () {
  "use strict";
  const NEWS_MS = 4000; // So long a message stays.
  const byId = (id) => document.getElementById(id);
  let source = null;
  let loading = false;
  let wanted = "";
  let hide = 0;

  // A browser keeps few lines open to one server: a page that nobody sees gives its own back.
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", listen);
  listen();

  function listen() {
    if (source || document.hidden) return;
    source = new EventSource("events");
    // The server tells its version at once, so nothing that was saved meanwhile is missed.
    source.onmessage = (event) => {
      if (byId("news").dataset.lost) tell("The preview is back.");
      delete byId("news").dataset.lost;
      wanted = event.data;
      follow();
    };
    source.onerror = () => {
      byId("news").dataset.lost = "yes";
      tell("The preview has stopped. What you see may be old. Start it again with: watch", true);
    };
  }

  function leave() {
    if (source) source.close();
    source = null;
  }

  async function follow() {
    if (loading || !wanted || wanted === byId("preview").dataset.version) return;
    loading = true;
    const before = wanted;
    try {
      const answer = await fetch(location.pathname, { cache: "no-store" });
      if (!answer.ok) return;
      put(new DOMParser().parseFromString(await answer.text(), "text/html"));
      const fault = document.querySelector(".fault");
      if (fault) tell("A file cannot be read. What is wrong stands at the top of the page.", true);
      else tell("Brought up to date at " + new Date().toLocaleTimeString("en-GB") + ".");
    } catch (error) {
      return; // The server has gone: the line for events says so.
    } finally {
      loading = false;
    }
    if (wanted !== before) follow();
  }

  // The parts that can be new. The rest of the page stays, with what the reader chose in it.
  function put(page) {
    const place = placeOfReader();
    const open = [...document.querySelectorAll("details[id]")].map((each) => [each.id, each.open]);
    const texts = new Set(sentences(document).map((each) => each.textContent));
    const held = document.activeElement && byId("main").contains(document.activeElement) ? mark(document.activeElement) : "";
    document.title = page.title;
    for (const part of ["main", ".site-header"]) {
      const fresh = document.importNode(page.querySelector(part), true);
      document.querySelector(part).replaceWith(fresh);
    }
    for (const [id, was] of open) if (byId(id)) byId(id).open = was;
    for (const each of sentences(document)) each.classList.toggle("changed", !texts.has(each.textContent));
    if (held && document.querySelector(held)) document.querySelector(held).focus({ preventScroll: true });
    place();
  }

  function sentences(page) {
    return [...page.querySelectorAll(".shown [id]")].filter((each) => /^s\d+$/.test(each.id));
  }

  // How an element is found again in the new page: by its id, or as the link that leads to the same place.
  function mark(element) {
    if (element.id) return "#" + CSS.escape(element.id);
    const link = element.getAttribute("href");
    if (link) return "main a[href='" + CSS.escape(link) + "']";
    const fold = element.closest("details[id]");
    return fold ? "#" + CSS.escape(fold.id) + " > summary" : "";
  }

  // Keeps the sentence that is read where it is in the window, even if something above it grew or went away.
  function placeOfReader() {
    const top = scrollY;
    const seen = sentences(document).filter((each) => each.getBoundingClientRect().bottom > 0);
    const marks = seen.slice(0, 5).map((each) => [each.textContent, each.getBoundingClientRect().top]);
    return () => {
      const now = sentences(document);
      let to = top;
      for (const [text, height] of top > 0 ? marks : []) {
        const same = now.filter((each) => each.textContent === text);
        if (same.length !== 1) continue;
        to = scrollY + same[0].getBoundingClientRect().top - height;
        break;
      }
      scrollTo({ top: to, behavior: "instant" });
    };
  }

  function tell(text, stays) {
    clearTimeout(hide);
    byId("news").textContent = text;
    if (!stays) hide = setTimeout(() => (byId("news").textContent = ""), NEWS_MS);
  }
})();
