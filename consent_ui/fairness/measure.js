// Measures two controls of a page. Run by the browser's debugger, so no Content-Security-Policy is in its way:
// one function of the pair and of a task, {name, ...}. Nothing here judges.
([one, two], task) => {
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
  const ground = (node) => chain(node).reverse().reduce((under, each) => {
    const style = getComputedStyle(each);
    return over(paint(style.backgroundColor), under, style.opacity);
  }, paint("Canvas").slice(0, 3));
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
    const fits = (area) => left >= area.left - 1 && top >= area.top - 1 && right <= area.right + 1 && bottom <= area.bottom + 1;
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
  const isControl = "a[href], button, [role=button], input[type=submit], input[type=button], input[type=reset], input[type=image]";
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
      fields: elements.filter((each) => each.matches("input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image])"))
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

  const tasks = {
    early: () => both.map(usable),
    // Both looks; with `whole` also place, points and the words around, from where the page rests.
    look: () => {
      settle();
      if (!both.every(shown)) return { missing: both.map((each) => !shown(each)) };
      const found = differing();
      if (!task.whole) return { looks: both.map((each, i) => look(each, found[i])) };
      rest();
      const seen = both.map(inside);
      const looks = both.map((each, i) => ({ ...look(each, found[i]), on_screen: seen[i] }));
      if (!seen.every(Boolean)) reach();
      both.forEach((each, i) => Object.assign(looks[i], { points: points(each), in_reach: inside(each) }));
      const part = panel();
      return { looks, lines: lines(part), others: others(part) };
    },
    others: () => beside(panel()).map(called),
    press: () => beside(panel())[task.index].click(),
    visible: () => both.every(shown),
    structure,
    ticked,
    boxes: () => both.map(box),
    relabel,
    restore,
    disable: () => {
      window.consentDisabled = both.map((each) => each.disabled);
      both.forEach((each) => { if ("disabled" in each) each.disabled = true; });
    },
    enable: () => both.forEach((each, i) => { if ("disabled" in each) each.disabled = window.consentDisabled[i]; }),
    // Acts as a person would who ticks every box of the panel; says how many there were.
    tick: () => {
      const boxes = [...panel().querySelectorAll("input[type=checkbox]:not(:checked)")];
      boxes.forEach((each) => each.click());
      return boxes.length;
    },
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
}
