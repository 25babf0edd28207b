import { YuejianError } from "@yuejian/contracts";
import { LawAnswerBody, LawAnswerShape, LawAssistantBody, LawAssistantShape } from "@yuejian/contracts/api";
import { draftAnswer, readAssistant, setAssistant } from "../../laws/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** A model that says nothing for so long is given up. */
const SILENCE_MS = 60_000;

/** Drafted answers by a language model, where an operator chose one. */
export function lawAnswerRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, clock, laws } = services;

  const view = async () => {
    const chosen = await readAssistant(store.db);
    return { assistant: chosen && { url: chosen.url, model: chosen.model, secret: chosen.secret, at: chosen.at } };
  };

  app.get("/api/laws/assistant", { config: { admission: "law.read" }, schema: { response: { 200: LawAssistantShape } } }, view);

  app.post(
    "/api/laws/assistant",
    { config: { admission: "notify.manage" }, schema: { body: LawAssistantBody, response: { 200: LawAssistantShape } } },
    async ({ caller, body: { assistant, reason } }) => {
      if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
      await setAssistant(services, { chosen: assistant, reason: reason.trim(), account: caller.account });
      const detail = assistant ? `language model ${assistant.model} at ${assistant.url}` : "language model off";
      await audit.record({ actor: caller.account, action: "notify.manage", subject: "law-assistant", outcome: "done", detail });
      return view();
    },
  );

  app.post(
    "/api/laws/answers",
    { config: { admission: "law.read" }, schema: { body: LawAnswerBody, response: { 200: LawAnswerShape } } },
    async ({ caller, body: { query, on = todayOf(clock) } }) => {
      const ports = { db: store.db, library: laws, secretsFolder: home.paths.secrets, timeoutMs: SILENCE_MS };
      const chosen = await readAssistant(store.db);
      if (chosen)
        await audit.record({
          actor: caller.account,
          action: "law.read",
          subject: "law-assistant",
          outcome: "done",
          detail: `a question to ${new URL(chosen.url).host}`,
        });
      return draftAnswer(ports, { query, on });
    },
  );
}
