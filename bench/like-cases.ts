import { measureParts } from "./measured-parts.ts";

/** Like cases on the internal test set, plain BM25 beside them. Needs ../shared/data.
 *  `npm run bench -- like-cases [PART…]` */
await measureParts({
  name: "like-cases",
  script: new URL("like-cases-task.ts", import.meta.url),
  parts: ["development", "held-out", "speed"],
  needs: "text/lexeval",
});
