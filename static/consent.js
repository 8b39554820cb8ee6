// Consent UI. The forms work without this file; with it the answer replaces the question in place.
//
// It runs in two places. In the loader's hidden frame it brings htmx and itself to the page around. In a page it
// tells what happened: focus to the new heading, one line for the live region, and a clear word when nothing was saved.
(() => {
  "use strict";

  const frame = window.frameElement;
  if (frame && frame.classList.contains("consent-enhance")) {
    bringTo(window.parent, document.currentScript);
    return;
  }
  if (window.consentEnhanced) return;
  window.consentEnhanced = true;

  function bringTo(page, loader) {
    const add = (tag, attributes) => {
      const element = Object.assign(page.document.createElement(tag), attributes);
      page.document.head.append(element);
    };
    const bring = () => {
      if (!page.htmx) {
        // A host's own history is none of our business, and nothing here has an indicator.
        add("meta", { name: "htmx-config", content: "history:false, includeIndicatorCSS:false" });
        add("script", { src: loader.dataset.htmx, async: false });
      }
      if (!page.consentEnhanced) add("script", { src: loader.src, async: false });
    };
    if (page.document.readyState === "complete") bring();
    else page.addEventListener("load", bring);
  }

  const partOf = (event) => event.target.closest?.(".consent");

  function say(part, failed) {
    const alert = part?.querySelector("[data-failed]");
    if (alert) alert.textContent = failed ? alert.dataset.failed : "";
  }

  function arrive(part) {
    const heading = part.querySelector("h1, h2");
    if (heading) {
      heading.tabIndex = -1;
      heading.focus();
    }
    const status = document.getElementById("consent-status");
    if (status) status.textContent = part.querySelector("[data-announce]")?.textContent ?? "";
  }

  // Each event under its name in htmx 4, then under its name in the htmx 2 that a host may bring.
  const on = (names, act) => names.forEach((name) => document.addEventListener(name, act));

  on(["htmx:before:request", "htmx:beforeRequest"], (event) => say(partOf(event), false));

  on(["htmx:error", "htmx:sendError", "htmx:timeout"], (event) => say(partOf(event), true));

  on(["htmx:response:error", "htmx:responseError"], (event) => {
    const status = (event.detail.ctx?.response ?? event.detail.xhr).status;
    if (status >= 500) say(partOf(event), true);
  });

  // htmx 2 swaps no 4xx unless told to; ours are the form again with what to mend.
  on(["htmx:beforeSwap"], (event) => {
    const { xhr, elt } = event.detail;
    if (elt.closest(".consent") && xhr.status >= 400 && xhr.status < 500) event.detail.shouldSwap = true;
  });

  on(["htmx:after:swap", "htmx:afterSwap"], (event) => {
    if (event.target.matches?.(".consent")) arrive(event.target);
  });

  // The Enter key in a box would press a button of its form; only a press on the button itself is an answer.
  on(["keydown"], (event) => {
    if (event.key === "Enter" && event.target.matches?.(".consent [type=checkbox]")) event.preventDefault();
  });

  // A page that comes back as it was left would show a question that may be answered by now.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && document.querySelector(".consent form")) window.location.reload();
  });
})();
