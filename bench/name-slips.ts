import { measureParts } from "./measured-parts.ts";

/** Names written wrongly in accounts of real cases: what the assistant finds in those that are kept apart and raises where nothing is wrong, and the weights of `name-evidence.ts` as the others
 *  and the open sets of documents teach them. Needs ../shared/data. `npm run bench -- name-slips [PART…]` */
await measureParts({
  name: "name-slips",
  script: new URL("name-slips-task.ts", import.meta.url),
  parts: ["test", "weights"],
  needs: "text/lexeval",
});
