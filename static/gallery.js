// The gallery. It works without this file; with it each frame is as high as its page, and a saved file reloads.
(() => {
  "use strict";

  const { changes } = document.currentScript.dataset;
  const EVERY = 1000;
  const HIGHEST = 4000;

  function fit(frame) {
    const page = frame.contentDocument;
    if (!page?.body || page.URL === "about:blank") return;
    frame.height = Math.min(page.documentElement.scrollHeight, HIGHEST);
  }

  for (const frame of document.querySelectorAll(".gallery-strip iframe")) {
    frame.addEventListener("load", () => fit(frame));
    fit(frame);
  }

  let known;
  async function look() {
    if (document.visibilityState === "visible") {
      try {
        const response = await fetch(changes, { cache: "no-store" });
        const digest = response.ok ? await response.text() : known;
        if (known !== undefined && digest !== known) {
          window.location.reload();
          return;
        }
        known = digest;
      } catch {
        // the server is being restarted: ask again
      }
    }
    setTimeout(look, EVERY);
  }
  look();
})();
