import {
  ReadRemindersBody,
  ReminderPreferencesBody,
  ReminderPreferencesShape,
  type ReminderPreferencesView,
  RemindersQuery,
  RemindersShape,
} from "@yuejian/contracts/api";
import { Type } from "typebox";
import { mailInForce } from "../../notify/index.ts";
import { changePreferences, ownReminders, readPreferences, readReminders } from "../../reminders/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

/** What each person is told, and how they want to be told. */
export function reminderRoutes(app: App, { services }: RouteContext): void {
  const { store, audit, clock } = services;

  app.get(
    "/api/reminders",
    { config: { admission: "user.read" }, schema: { querystring: RemindersQuery, response: { 200: RemindersShape } } },
    async ({ caller, query: { unread = false, offset = 0, limit = 50 } }) =>
      ownReminders(store.db, caller.actor.id, { unread, offset, limit }),
  );

  app.post(
    "/api/reminders/read",
    { config: { admission: "user.read" }, schema: { body: ReadRemindersBody, response: { 204: Type.Null() } } },
    async ({ caller, body }, reply) => {
      await readReminders(services, caller.actor.id, body.ids);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/reminders/preferences",
    { config: { admission: "user.read" }, schema: { response: { 200: ReminderPreferencesShape } } },
    async ({ caller }) => preferencesView(caller.actor.id),
  );

  app.post(
    "/api/reminders/preferences",
    { config: { admission: "user.read" }, schema: { body: ReminderPreferencesBody, response: { 200: ReminderPreferencesShape } } },
    async ({ caller, body }) => {
      const mail = (await mailInForce(store.db))?.settings ?? null;
      await changePreferences({ store, clock, audit }, { account: caller.account, mail, preferences: body });
      return preferencesView(caller.actor.id);
    },
  );

  async function preferencesView(person: string): Promise<ReminderPreferencesView> {
    const mail = await mailInForce(store.db);
    return { ...(await readPreferences(store.db, person)), hasMail: mail !== null, domains: [...(mail?.settings.domains ?? [])] };
  }
}
