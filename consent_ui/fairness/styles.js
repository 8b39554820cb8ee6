// How the two controls look, and what stands around them. Second part of the function that places.js begins.

// --- styles: transitions are brought to their end, so that what is compared is where they lead ---
const settle = () => {
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
};
const styles = (node, pseudo) => {
  const style = getComputedStyle(node, pseudo), found = new Map();
  if (pseudo && ["none", "normal"].includes(style.content)) return found;
  // A custom property shows only in what uses it, and that is compared.
  for (const name of style) if (!name.startsWith("--")) found.set(name, style.getPropertyValue(name));
  return found;
};
const differing = () => {
  const found = [{}, {}];
  for (const pseudo of [undefined, "::before", "::after"]) {
    const [a, b] = both.map((each) => styles(each, pseudo));
    for (const name of new Set([...a.keys(), ...b.keys()])) {
      if (a.get(name) === b.get(name)) continue;
      const full = pseudo ? `${pseudo} ${name}` : name;
      [found[0][full], found[1][full]] = [a.get(name) ?? "", b.get(name) ?? ""];
    }
  }
  return found;
};
const usable = (node) => {
  const style = getComputedStyle(node);
  return style.pointerEvents !== "none" && style.visibility === "visible" && opacity(node) > .5 && !node.disabled
    && node.getClientRects().length > 0;
};
const look = (node, own) => {
  const style = getComputedStyle(node), under = ground(node), around = ground(above(node));
  const edged = style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth) > 0;
  const all = opacity(node);
  return {
    box: box(node), styles: own, ground: under, panel: around,
    text: over(paint(style.webkitTextFillColor || style.color), under, all),
    edge: edged ? over(paint(style.borderTopColor), around, all) : under,
  };
};

// --- what stands around the two ---
const pressed = "[type=submit], [type=button], [type=reset], [type=image]";
const isControl = `a[href], button, [role=button], input:is(${pressed})`;
const beside = (part) => [...part.querySelectorAll(isControl)]
  .filter((each) => !both.some((answer) => within(each, answer) || within(answer, each)) && shown(each));
const called = (node) => (label(node) || node.getAttribute("aria-label") || node.tagName).slice(0, 40);
const others = (part) => beside(part).map((each) => {
    const area = each.getBoundingClientRect(), style = getComputedStyle(each);
    return {
      name: called(each),
      size: parseFloat(style.fontSize), weight: Number(style.fontWeight), area: area.width * area.height,
      contrast: contrast(ground(each), ground(above(each))),
    };
  });
const lines = (part) => {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.replace(/\s+/g, " ").trim(), holder = node.parentElement;
    if (text.length < 2 || !shown(holder) || holder.closest(`h1, h2, h3, h4, h5, h6, label, ${isControl}`)) continue;
    const style = getComputedStyle(holder), under = ground(holder);
    found.push({
      words: text, size: parseFloat(style.fontSize), weight: Number(style.fontWeight),
      contrast: contrast(over(paint(style.color), under, opacity(holder)), under),
    });
  }
  return found;
};
