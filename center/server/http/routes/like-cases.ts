import { ChargesBody, ChargesShape } from "@yuejian/contracts/api";
import { createLawLibrary } from "../../laws/index.ts";
import { suggestChargesOf } from "../../like-cases/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** Charges that a text of facts may be about, and cases like it. */
export function likeCaseRoutes(app: App, { home, services }: RouteContext): void {
  const { store, clock } = services;
  const library = createLawLibrary({ store, scratchFolder: home.paths.scratch });

  app.post(
    "/api/laws/charges",
    { config: { admission: "law.read" }, schema: { body: ChargesBody, response: { 200: ChargesShape } } },
    ({ body }) => suggestChargesOf(library, body, todayOf(clock)),
  );
}
