// What a page looks like where the system sets the colours, and on paper. Read by tests/sweep/seen.py.
(() => {
  const isShown = (e) => e.getClientRects().length > 0 && e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const where = (e) => `${e.tagName.toLowerCase()}.${e.className} “${(e.textContent || "").trim().slice(0, 40)}”`;
  const painted = (colour) => !/^rgba\(.*, 0\)$|^transparent$/.test(colour);
  const canvas = () => getComputedStyle(document.body).backgroundColor;
  const lines = (style) => ["Top", "Right", "Bottom", "Left"]
    .filter((side) => style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) > 0)
    .map((side) => [side, style[`border${side}Width`], style[`border${side}Style`], style[`border${side}Color`]].join(" "))
    .concat(style.outlineStyle === "none" ? [] : [`outline ${style.outlineWidth} ${style.outlineColor}`])
    .filter((line) => painted(line.replace(/^.*?(?=rgb)/, "")) && !line.endsWith(canvas()));
  const words = (style) => [style.fontWeight, style.textDecorationLine, style.color, style.listStyleType];
  const sign = (e) => JSON.stringify([null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(e, part);
    const isThere = part === null || style.content !== "none";
    return isThere && [lines(style), words(style), painted(style.backgroundColor) && style.backgroundColor, part && style.content];
  }));
  const whole = (e) => [e, ...e.children].map(sign).join();
  const state = (e) => e.hasAttribute("aria-current") || [...e.classList].some((name) => name.startsWith("is-"));
  const within = (e) => state(e) || [...e.querySelectorAll("[aria-current]")].length > 0;

  // Something of a kind that is not in this state: beside it, or beside what it alone stands in.
  const peer = (e) => {
    for (const each of [e, e.parentElement]) {
      const found = [...each.parentElement.children].find(
        (other) => other !== each && other.tagName === each.tagName && !within(other) && isShown(other)
          && other.className.split(" ")[0] === each.className.split(" ").filter((name) => !/^is-|--/.test(name))[0] ? true
          : other !== each && other.tagName === each.tagName && !each.className && !other.className && !within(other) && isShown(other));
      if (found) { return [each, found]; }
    }
    return null;
  };
  const isEmptyShape = (e) => !e.textContent.trim() && !e.children.length
    && !e.matches("input, select, textarea, img, svg *, svg, canvas, progress, hr, br, wbr, option, col, iframe, video");
  const shapes = (e) => [["::before", getComputedStyle(e, "::before")], ["::after", getComputedStyle(e, "::after")]]
    .filter(([, style]) => style.content === '""' && style.display !== "none" && style.visibility !== "hidden"
      && parseFloat(style.opacity) > 0 && (parseFloat(style.width) > 0 || parseFloat(style.height) > 0))
    .concat(isEmptyShape(e) && e.getBoundingClientRect().width > 1 ? [["", getComputedStyle(e)]] : []);
  const isPainted = (style) => lines(style).length > 0
    || (painted(style.backgroundColor) && style.backgroundColor !== canvas()) || style.backgroundImage !== "none";
  const hasWords = (e) => [...e.childNodes].some((node) => node.nodeType === 3 && node.data.trim());

  const all = () => [...document.querySelectorAll("body *")].filter((e) => isShown(e) && !e.closest(".prose-menubar, svg, .govuk-visually-hidden"));
  let marks = null;

  // A cell of a grid whose content runs over the cell before it, where its own place is beside it.
  const place = (e) => e.getBoundingClientRect();
  const begins = (e) => Math.min(...[e, ...e.querySelectorAll("*")].filter(isShown).map(place)
    .filter((box) => box.width > 1 && box.height > 1).map((box) => box.left));
  const isOver = (cell, before) => before.innerText.trim() && cell.innerText.trim()
    && place(before).bottom > place(cell).top + 1 && place(cell).bottom > place(before).top + 1
    && place(cell).left >= place(before).right - 1 && begins(cell) < place(before).right - 1;
  const covered = () => [...document.querySelectorAll("main *")]
    .filter((grid) => getComputedStyle(grid).display === "grid")
    .flatMap((grid) => [...grid.children].filter((cell) => getComputedStyle(cell).position === "static"))
    .filter((cell) => cell.previousElementSibling && isOver(cell, cell.previousElementSibling))
    .slice(0, 5).map((cell) => `${where(cell)} runs over ${where(cell.previousElementSibling)}`);

  window.seen = {
    covered,
    // Before: what speaks by a colour, a line or a shape.
    colours() {
      marks = { current: [], shapes: [], chips: [] };
      for (const e of all()) {
        if (state(e)) {
          const pair = peer(e);
          if (pair && whole(pair[0]) !== whole(pair[1])) { marks.current.push(pair); }
        }
        for (const [part, style] of shapes(e)) {
          if (isPainted(style)) { marks.shapes.push([e, part]); }
        }
        if (hasWords(e) && getComputedStyle(e).display.startsWith("inline") && !e.matches("a, button, summary, .govuk-button")
          && painted(getComputedStyle(e).backgroundColor)) { marks.chips.push(e); }
      }
    },
    // After: which of it the system has taken away.
    forced() {
      const lost = [];
      for (const [e, other] of marks.current) {
        if (whole(e) === whole(other)) { lost.push(`nothing tells ${where(e)} from ${where(other)}`); }
      }
      for (const [e, part] of marks.shapes) {
        if (!isPainted(getComputedStyle(e, part || null))) { lost.push(`the mark of ${where(e)}${part} is gone`); }
      }
      for (const e of marks.chips) {
        const style = getComputedStyle(e);
        if (!lines(style).length && style.textDecorationLine === "none" && !painted(style.backgroundColor.replace(canvas(), "transparent"))) {
          lost.push(`${where(e)} looks like the words around it`);
        }
      }
      return lost;
    },
    printed() {
      const left = [];
      for (const e of document.querySelectorAll("button, [type=submit], [type=button], [type=file], .govuk-button, summary button")) {
        if (isShown(e)) { left.push(`a button: ${where(e)}`); }
      }
      for (const e of document.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])")) {
        if (isShown(e) && !e.value.trim()) { left.push(`an empty box: ${e.name || e.id}`); }
      }
      for (const e of document.querySelectorAll("[contenteditable=true], .app-nav, .app-tabs, .govuk-skip-link")) {
        if (isShown(e) && (!e.isContentEditable || !e.textContent.trim())) { left.push(`what is for the screen: ${where(e)}`); }
      }
      for (const e of document.querySelectorAll("a[href]")) {
        if (isShown(e) && /[/:]/.test(getComputedStyle(e, "::after").content)) { left.push(`an address after ${where(e)}`); }
      }
      return left;
    },
  };
})();
