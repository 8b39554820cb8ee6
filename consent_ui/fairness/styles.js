// How the two controls look, and what stands around them. Second part of the function that places.js begins.

// --- styles: transitions are brought to their end, so that what is compared is where they lead ---
const settle = () => {
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish();
};
const styles = (node, pseudo) => {
  const style = getComputedStyle(node, pseudo), found = new Map();
  if (pseudo && ["none", "normal"].includes(style.content)) return found;
  // A custom property shows only in what uses it, and that is compared.
  const forced = isForced(style);
  for (const name of style)
    if (!name.startsWith("--") && !(forced && FOLLOWS.includes(name))) found.set(name, style.getPropertyValue(name));
  return found;
};
// Forced colours paint the text in a colour of the system, and leave what follows from it in the site's.
const isForced = (style) => matchMedia("(forced-colors: active)").matches && style.forcedColorAdjust === "auto";
const FOLLOWS = ["column-rule-color", "row-rule-color", "text-decoration", "text-decoration-color", "text-emphasis-color",
  "-webkit-text-fill-color", "-webkit-text-stroke-color", "text-emphasis"];
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
    text: over(paint(isForced(style) ? style.color : style.webkitTextFillColor || style.color), under, all),
    edge: edged ? over(paint(style.borderTopColor), around, all) : under,
  };
};

// --- words that only a style sheet says: those of `content`, of counters, of quotes, and in place of bullets ---
const SHAPES = ["none", "disc", "circle", "square", "disclosure-open", "disclosure-closed"];
const quoted = (text) => [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((each) => each[1].replace(/\\(.)/g, "$1")).join("").trim();
const written = (node, pseudo) => {
  const style = getComputedStyle(node, pseudo);
  if (style.display === "none" || style.visibility !== "visible") return "";
  // An address is quoted too, and is no word.
  const content = style.content.replace(/url\("(?:[^"\\]|\\.)*"\)/g, "");
  if (content !== "none" && content !== "normal") {
    const quotes = /(open|close)-quote/.test(content) ? quoted(style.quotes) : "";
    return [quoted(content), ...(content.match(/counters?\([^)]*\)/g) ?? []), /[\p{L}\p{N}]/u.test(quotes) ? quotes : ""]
      .filter(Boolean).join(" ");
  }
  const bullet = getComputedStyle(node).listStyleType;
  if (pseudo !== "::marker" || getComputedStyle(node).display !== "list-item" || SHAPES.includes(bullet)) return "";
  return quoted(bullet) || bullet;
};
const described = (node) => node.tagName.toLowerCase() + (node.id ? `#${node.id}` : "") + [...node.classList].map((each) => `.${each}`).join("");
const added = () => [document.documentElement, document.body, ...document.body.querySelectorAll("*")]
  .flatMap((node) => ["::before", "::after", "::marker"].map((pseudo) => [described(node) + pseudo, written(node, pseudo), node]))
  .filter(([, text, node]) => text && node.checkVisibility({ visibilityProperty: true }))
  .map(([where, text]) => [where, text]);

// --- what stands around the two ---
const pressed = "[type=submit], [type=button], [type=reset], [type=image]";
const isControl = `a[href], button, [role=button], input:is(${pressed})`;
const beside = (part) => [...part.querySelectorAll(isControl)]
  .filter((each) => !both.some((answer) => within(each, answer) || within(answer, each)) && shown(each));
const called = (node) => (label(node) || node.getAttribute("aria-label") || node.tagName).slice(0, 40);
const others = (part) => beside(part).map((each) => {
    const area = each.getBoundingClientRect();
    return {
      name: called(each), area: area.width * area.height,
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
