import { measureParts } from "./measured-parts.ts";

/** Charges from facts: five-fold within the training material, and the held-out cases by the model that ships. Needs ../shared/data.
 *  `npm run bench -- charges [PART…]` */
await measureParts({
  name: "charges",
  script: new URL("charges-task.ts", import.meta.url),
  parts: ["development", "held-out"],
  needs: "text/lexeval",
});
