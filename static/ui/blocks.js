// Every paragraph and every item of a list keeps its id while the text is edited; a split part gets none.
import { Extension } from "django-prose-editor/editor";

const NAME = "data-block";

export const BlockIds = Extension.create({
  name: "blockIds",
  addGlobalAttributes() {
    const id = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => element.getAttribute(NAME),
      renderHTML: (attributes) => (attributes[NAME] ? { [NAME]: attributes[NAME] } : {}),
    };
    return [{ types: ["paragraph", "heading", "listItem", "table", "figure"], attributes: { [NAME]: id } }];
  },
});
