// The form of a page, with script: each part adds one thing; without them the same form does it all with its buttons.

import { keepTyping } from "./keeping.js";
import { count } from "./counting.js";
import { preview } from "./preview.js";
import { orderRows } from "./rows.js";
import { pick } from "./picking.js";
import { choosePoints } from "./points.js";
import { replaceParts } from "./parts.js";

const form = document.querySelector("[data-form]");

if (form) {
  const attach = (part) => {
    count(part);
    orderRows(part, form);
    pick(part, form);
    choosePoints(part);
    preview(part, form);
  };
  attach(form);
  replaceParts(form, attach);
  keepTyping(form);
}
