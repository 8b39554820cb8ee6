// The two controls in the tree as it is laid out, the colours around them, and where they stand in the window.
// First of three parts of one function of [one, two] and task; see controls.py. Nothing here judges.

const both = [one, two];

// --- the tree as it is laid out: through shadow roots and slots ---
const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
const chain = (node) => { const all = []; for (let each = node; each; each = above(each)) all.push(each); return all; };
const within = (node, outer) => chain(node).includes(outer);
const common = () => { const up = chain(two); return chain(one).find((each) => up.includes(each)) ?? document.body; };
const words = (node) => (node.innerText ?? node.textContent ?? "").replace(/\s+/g, " ").trim();
const label = (node) => node.matches("input") ? node.value : words(node);

// The panel is the least part around both that says something of its own.
const panel = () => {
  const own = label(one).length + label(two).length + 40;
  return chain(common()).find((each) => words(each).length >= own) ?? document.body;
};
const shown = (node) => node.checkVisibility({ visibilityProperty: true }) && node.getClientRects().length > 0;

// --- colours, resolved on a canvas because computed ones come in many notations ---
const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const known = new Map();
const paint = (colour) => {
  if (!known.has(colour)) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    known.set(colour, [r, g, b, a / 255]);
  }
  return known.get(colour);
};
const over = (top, under, opacity = 1) => [0, 1, 2].map((i) => {
  const share = top[3] * opacity;
  return top[i] * share + under[i] * (1 - share);
});
const opacity = (node) => chain(node).reduce((product, each) => product * getComputedStyle(each).opacity, 1);
// What a page without any ground is painted on: a canvas of its own would always answer for the light scheme.
const bare = () => {
  const own = getComputedStyle(document.documentElement).colorScheme;
  const schemes = own === "normal" ? document.querySelector("meta[name=color-scheme]")?.content ?? "light" : own;
  const isDark = /dark/.test(schemes) && (!/light/.test(schemes) || matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? [18, 18, 18] : [255, 255, 255];
};
const ground = (node) => chain(node).reverse().reduce((under, each) => {
  const style = getComputedStyle(each);
  return over(paint(style.backgroundColor), under, style.opacity);
}, bare());
const relative = (rgb) => rgb.map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
  .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
const contrast = (a, b) => {
  const [light, dark] = [relative(a), relative(b)].sort((x, y) => y - x);
  return (light + .05) / (dark + .05);
};

// --- boxes in the outermost window this script may see ---
const frames = () => {
  const found = [];
  for (let view = window; view !== view.parent; view = view.parent) {
    let frame = null;
    try { frame = view.frameElement; } catch { /* another origin */ }
    if (!frame) break;
    found.push([view, frame]);
  }
  return found;
};
const box = (node) => {
  const own = node.getBoundingClientRect();
  let [x, y] = [own.x, own.y];
  for (const [, frame] of frames()) {
    const outer = frame.getBoundingClientRect();
    [x, y] = [x + outer.x + frame.clientLeft, y + outer.y + frame.clientTop];
  }
  return { x, y, width: own.width, height: own.height };
};
const deepest = (x, y) => {
  let found = document.elementFromPoint(x, y);
  while (found?.shadowRoot) {
    const inner = found.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found;
};
const met = (node, x, y) => {
  const found = deepest(x, y);
  if (!found || !within(found, node)) return false;
  for (const [view, frame] of frames()) {
    const outer = frame.getBoundingClientRect();
    [x, y] = [x + outer.x + frame.clientLeft, y + outer.y + frame.clientTop];
    let top = view.parent.document.elementFromPoint(x, y);
    while (top?.shadowRoot) {
      const inner = top.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === top) break;
      top = inner;
    }
    if (top !== frame) return false;
  }
  return true;
};
const points = (node) => {
  const { x, y, width, height } = node.getBoundingClientRect();
  return [[.5, .5], [.1, .2], [.9, .2], [.1, .8], [.9, .8]].map(([across, down]) =>
    met(node, x + width * across, y + height * down));
};
// Wholly inside the window, and inside every part around it that cuts off or scrolls.
const inside = (node) => {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  const fits = (area) => left >= area.left - 1 && top >= area.top - 1
    && right <= area.right + 1 && bottom <= area.bottom + 1;
  if (!fits({ left: 0, top: 0, right: innerWidth, bottom: innerHeight })) return false;
  for (const each of chain(node).slice(1)) {
    const { overflowX, overflowY, position } = getComputedStyle(each);
    const root = each === document.documentElement || each === document.body;
    if (!root && (overflowX !== "visible" || overflowY !== "visible") && !fits(each.getBoundingClientRect())) return false;
    if (position === "fixed") break;
  }
  const outer = box(node);
  let view = window;
  for (const [inner] of frames()) view = inner.parent;
  return outer.x >= -1 && outer.y >= -1 && outer.x + outer.width <= view.innerWidth + 1
    && outer.y + outer.height <= view.innerHeight + 1;
};
const rest = () => {
  for (const each of chain(one)) if (each.scrollTop) each.scrollTop = 0;
  for (const [view] of frames()) view.parent.scrollTo(0, 0);
  scrollTo(0, 0);
};
const reach = () => {
  for (const each of [two, one]) each.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
};
