// Reads what a word processor puts on the clipboard: its list paragraphs become real lists, its headings ours.

const LIST = /mso-list:\s*l\d+\s+level(\d+)/i;

export function wordToLists(html, { told = () => {} } = {}) {
  const page = new DOMParser().parseFromString(cleaned(html), "text/html");
  leavePictures(page, told);
  keepLooks(page);
  rename(page, "h1", "h2");
  for (const low of ["h4", "h5", "h6"]) rename(page, low, "h3");
  gatherLists(page);
  for (const element of page.querySelectorAll("[style], [class], [lang]")) {
    for (const name of ["style", "class", "lang"]) element.removeAttribute(name);
  }
  return page.body.innerHTML;
}

// A browser cannot copy a picture that is kept elsewhere: it is left out, and that is said.
function leavePictures(page, told) {
  const lost = [...page.querySelectorAll("img")].filter((image) => {
    return !/^data:image\/(png|jpe?g);base64,/i.test(image.getAttribute("src") || "");
  });
  for (const image of lost) image.remove();
  const many = lost.length === 1 ? "1 picture was" : `${lost.length} pictures were`;
  told(lost.length ? `${many} not pasted. Save each picture as a file and add it from there.` : "");
}

// Styles do not stay, so what they say about words is said by a tag; hidden words stay behind.
const LOOKS = [[/line-through/i, "s"], [/vertical-align:\s*super/i, "sup"], [/vertical-align:\s*sub/i, "sub"]];

function keepLooks(page) {
  for (const element of [...page.querySelectorAll("[style]")]) {
    const style = element.getAttribute("style");
    if (/display:\s*none|mso-hide:\s*all/i.test(style)) element.remove();
    for (const [look, tag] of LOOKS) {
      if (!look.test(style) || /^(s|del|strike|sup|sub|p|li|td|th|table)$/i.test(element.localName)) continue;
      const made = page.createElement(tag);
      made.append(...element.childNodes);
      element.append(made);
    }
  }
}

function cleaned(html) {
  return html
    .replace(/<!--\[if !supportLists\]-->|<!\[if !supportLists\]>|<!--\[endif\]-->|<!\[endif\]>/gi, "")
    .replace(/<!--\[if[\s\S]*?<!\[endif\]-->/gi, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<\/?o:p[^>]*>/gi, "");
}

function rename(page, from, to) {
  for (const old of page.querySelectorAll(from)) {
    const made = page.createElement(to);
    made.append(...old.childNodes);
    old.replaceWith(made);
  }
}

function gatherLists(page) {
  let open = [];
  let before = null;
  for (const paragraph of [...page.querySelectorAll("p")]) {
    const level = Number((LIST.exec(paragraph.getAttribute("style") || "") || [])[1] || 0);
    if (!level) continue;
    const kind = kindOf(takeMarker(paragraph));
    if (!before || before !== previous(paragraph)) open = [];
    open = open.slice(0, level);
    if (open[level - 1] && !isSame(open[level - 1], kind)) open = open.slice(0, level - 1);
    let anchor = paragraph;
    while (open.length < level) {
      const list = page.createElement(kind.tag);
      if (kind.type) list.setAttribute("type", kind.type);
      const parent = open.length ? open[open.length - 1].lastElementChild : null;
      if (parent) parent.append(list);
      else anchor.before(list);
      open.push(list);
      if (open.length < level) list.append(page.createElement("li"));
    }
    const item = page.createElement("li");
    const words = page.createElement("p");
    words.append(...paragraph.childNodes);
    item.append(words);
    open[level - 1].append(item);
    before = open[0];
    paragraph.remove();
  }
}

function previous(paragraph) {
  return paragraph.previousElementSibling;
}

function takeMarker(paragraph) {
  for (const span of paragraph.querySelectorAll("span")) {
    if (!/mso-list:\s*ignore/i.test(span.getAttribute("style") || "")) continue;
    const marker = span.textContent.replace(/\u00a0/g, " ").trim();
    span.remove();
    return marker;
  }
  return "";
}

function kindOf(marker) {
  const word = marker.replace(/[().\s]/g, "");
  if (/^\d+$/.test(word)) return { tag: "ol", type: "" };
  if (/^[ivx]+$/.test(word) && word !== "v" && word !== "x") return { tag: "ol", type: "i" };
  if (/^[a-z]{1,2}$/.test(word) && word !== "o") return { tag: "ol", type: "a" };
  return { tag: "ul", type: "" };
}

function isSame(list, kind) {
  return list.localName === kind.tag;
}
