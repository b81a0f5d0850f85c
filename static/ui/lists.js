// Lists that came from Word keep what stands around their numbers, such as the brackets of (a), or the 3. of 3.2.
import { Extension } from "django-prose-editor/editor";

const kept = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(name),
  renderHTML: (attributes) => (attributes[name] === null ? {} : { [name]: attributes[name] }),
});

export const ListMarks = Extension.create({
  name: "listMarks",
  addGlobalAttributes() {
    const attributes = { "data-before": kept("data-before"), "data-after": kept("data-after") };
    return [
      { types: ["orderedList"], attributes },
      // Words that are read from right to left stay so.
      { types: ["paragraph", "heading", "listItem"], attributes: { dir: kept("dir") } },
    ];
  },
});
