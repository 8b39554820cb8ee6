// What can be asked for, by name, and the document around the two. Last part of the function that places.js begins.

// --- the document ---
const emoji = /\p{Extended_Pictographic}|[\u2190-\u21ff\u25a0-\u27bf\u2b00-\u2bff]/gu;
const control = (node) => ({
  tag: node.tagName.toLowerCase(), classes: [...node.classList], depth: chain(node).length, label: label(node),
  tabindex: node.tabIndex < 0 || node.hasAttribute("tabindex") ? node.tabIndex : 0,
  autofocus: node.autofocus || node.getRootNode().activeElement === node,
  icons: [...[...node.querySelectorAll("svg, img, picture, i, canvas, video")].map((each) => each.tagName.toLowerCase()),
    ...(label(node).match(emoji) ?? [])],
});
const ticked = () => {
  const part = panel();
  return [...part.querySelectorAll("input:checked, [aria-checked=true], [aria-pressed=true], option[selected]")]
    .filter((each) => !both.some((answer) => within(each, answer)))
    .map((each) => each.name || each.id || words(each) || each.tagName.toLowerCase());
};
const structure = () => {
  const form = one.form ?? one.closest("form");
  const elements = form ? [...form.elements] : [];
  const first = elements.find((each) => each.type === "submit" || each.type === "image");
  return {
    accept: control(one), decline: control(two),
    same_parent: above(one) === above(two),
    adjacent: one.nextElementSibling === two || two.nextElementSibling === one,
    default: first === one ? "accept" : first === two ? "decline" : "",
    fields: elements.filter((each) => each.matches(`input:not([type=hidden], ${pressed})`))
      .map((each) => each.name || each.type),
    ticked: ticked(),
  };
};

// --- one label for both, so that a photograph shows their clothes and not their words ---
const longest = () => label(one).length >= label(two).length ? label(one) : label(two);
const relabel = () => {
  const text = longest(), kept = [];
  for (const node of both) {
    if (node.matches("input")) { kept.push([node, "value", node.value]); node.value = text; continue; }
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT), texts = [];
    for (let each = walker.nextNode(); each; each = walker.nextNode()) if (each.data.trim()) texts.push(each);
    texts.sort((a, b) => b.data.length - a.data.length);
    texts.forEach((each, i) => { kept.push([each, "data", each.data]); each.data = i ? "" : text; });
  }
  window.consentFairness = kept;
  settle();
  return both.map(box);
};
const restore = () => {
  for (const [node, key, value] of window.consentFairness ?? []) node[key] = value;
  delete window.consentFairness;
};

const placed = () => task.relabel ? relabel() : both.map(box);
// Both looks; with `whole` also place, points and the words around, from where the page rests.
const seen = () => {
  settle();
  if (!both.every(shown)) return { missing: both.map((each) => !shown(each)) };
  const found = differing();
  const around = {
    first: one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_FOLLOWING ? "accept" : "decline",
    right_to_left: getComputedStyle(above(one)).direction === "rtl",
    // Of our own documents alone the very words are known that may be said.
    added: task.ours ? added() : [],
  };
  if (!task.whole) {
    const looks = both.map((each, i) => look(each, found[i]));
    return { ...around, looks, boxes: placed() };
  }
  rest();
  const at_once = both.map(inside);
  const looks = both.map((each, i) => ({ ...look(each, found[i]), on_screen: at_once[i] }));
  if (!at_once.every(Boolean)) reach();
  both.forEach((each, i) => Object.assign(looks[i], { points: points(each), in_reach: inside(each) }));
  const part = panel();
  const read = task.ours ? words(document.body) : "";
  return { ...around, looks, lines: lines(part), others: others(part), read, boxes: placed() };
};

const tasks = {
  early: () => both.map(usable),
  // With both disabled for the moment where the task says so.
  look: () => {
    restore();
    if (!task.disabled) return seen();
    const were = both.map((each) => each.disabled);
    both.forEach((each) => { if ("disabled" in each) each.disabled = true; });
    try { return seen(); } finally { both.forEach((each, i) => { if ("disabled" in each) each.disabled = were[i]; }); }
  },
  others: () => beside(panel()).map(called),
  press: () => beside(panel())[task.index].click(),
  visible: () => both.every(shown),
  structure,
  ticked,
  boxes: () => both.map(box),
  reach: () => { reach(); return both.map(box); },
  relabel,
  restore,
  // Acts as a person would who ticks every box of the panel.
  tick: () => panel().querySelectorAll("input[type=checkbox]:not(:checked)").forEach((each) => each.click()),
  toggles: () => panel().querySelectorAll(
    ":is([type=checkbox], [type=radio], option, [role=checkbox], [role=switch], [role=radio], [aria-pressed])").length,
  focused: () => both.findIndex((each) => each.getRootNode().activeElement === each),
  focus: () => both[task.which].focus(),
  // For the debugger, which has no other way to these elements: the pair and all that lies around it in the panel.
  mark: () => {
    const part = panel();
    const around = [...new Set(both.flatMap((each) => chain(each).slice(1, chain(each).indexOf(part) + 1)))];
    let view = window;
    for (const [inner] of frames()) view = inner.parent;
    view.consentMarked = [...both, ...around];
    return view.consentMarked.length;
  },
};
return tasks[task.name]();
