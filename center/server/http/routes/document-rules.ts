import { YuejianError } from "@yuejian/contracts";
import {
  DocumentKeyBody,
  DocumentKeyRevokeBody,
  DocumentKeyShape,
  DocumentKeysShape,
  type DocumentKeyView,
  DocumentRuleBody,
  DocumentRulesQuery,
  DocumentRulesShape,
  type DocumentRulesView,
  DocumentSettingsBody,
  exact,
  NewDocumentKeyShape,
} from "@yuejian/contracts/api";
import { DOCUMENT_RULES, MUTE_BAR, precisionOf, SPELLING_RULE_OF, TUNING } from "@yuejian/document-assistant";
import { Type } from "typebox";
import {
  cityOf,
  decidedByRule,
  giveKey,
  type KeyRow,
  keepDays,
  revokeKey,
  ruleStates,
  setKeepDays,
  setRule,
  spellingBar,
} from "../../document-checks/index.ts";
import { notAllowed, within } from "../../policy/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";

/** A key lives a year at most. */
const LONGEST_MS = 366 * 86_400_000;

/** Rules as they stand in an office, for how long texts are kept, and keys of other systems. */
export function documentRuleRoutes(app: App, { home, services }: RouteContext): void {
  const { store, policy, accounts, clock, offices } = services;
  const ports = { ...services, files: home.files };

  app.get(
    "/api/documents/rules",
    { config: { admission: "document.statistics" }, schema: { querystring: DocumentRulesQuery, response: { 200: DocumentRulesShape } } },
    ({ caller, query }) => view(caller, seenOffice(caller, query.office)),
  );

  app.post(
    "/api/documents/rules/:rule",
    {
      config: { admission: "document.configure" },
      schema: { params: exact({ rule: Type.String({ maxLength: 64 }) }), body: DocumentRuleBody, response: { 200: DocumentRulesShape } },
    },
    async ({ caller, params, body }) => {
      const office = seenOffice(caller, body.office);
      await setRule(ports, { ...body, office, rule: params.rule, account: caller.account });
      return view(caller, office);
    },
  );

  app.post(
    "/api/documents/settings",
    { config: { admission: "document.configure" }, schema: { body: DocumentSettingsBody, response: { 200: DocumentRulesShape } } },
    async ({ caller, body }) => {
      if (!mayKeep(caller)) throw notAllowed("document.configure");
      await setKeepDays(ports, body.keepDays, caller.account);
      return view(caller, caller.actor.office);
    },
  );

  app.get(
    "/api/documents/keys",
    { config: { admission: "document.configure" }, schema: { response: { 200: DocumentKeysShape } } },
    async ({ caller }) => {
      const rows = await store.db
        .selectFrom("document_keys")
        .selectAll()
        .where(within("document_keys.office", policy.scope(caller.actor).offices))
        .orderBy("created_at", "desc")
        .execute();
      return { items: await keyViews(rows) };
    },
  );

  app.post(
    "/api/documents/keys",
    { config: { admission: "document.configure" }, schema: { body: DocumentKeyBody, response: { 201: NewDocumentKeyShape } } },
    async ({ caller, body }, reply) => {
      const office = seenOffice(caller, body.office);
      const [today, last] = [todayOf(clock), new Date(clock.now() + LONGEST_MS).toISOString().slice(0, 10)];
      if (body.expiresOn < today || body.expiresOn > last) {
        const [zh, en] = [`应当在 ${today} 与 ${last} 之间`, `must be between ${today} and ${last}`];
        const what = { what: "The key's last day", what_zh: "密钥的最后一天", what_en: "The key's last day" };
        throw new YuejianError("DAY_INVALID", { ...what, day: body.expiresOn, reason: en, reason_zh: zh, reason_en: en });
      }
      const { row, token } = await giveKey(ports, { ...body, office, account: caller.account });
      const [key] = await keyViews([row]);
      return reply.code(201).send({ key: key as DocumentKeyView, token });
    },
  );

  app.post(
    "/api/documents/keys/:key/revoke",
    {
      config: { admission: "document.configure" },
      schema: { params: exact({ key: Type.String({ maxLength: 64 }) }), body: DocumentKeyRevokeBody, response: { 200: DocumentKeyShape } },
    },
    async ({ caller, params: { key }, body }) => {
      const row = await store.db
        .selectFrom("document_keys")
        .select("id")
        .where("id", "=", key)
        .where(within("document_keys.office", policy.scope(caller.actor).offices))
        .executeTakeFirst();
      if (!row) throw new YuejianError("DOCUMENT_KEY_UNKNOWN", { key });
      const [shown] = await keyViews([await revokeKey(ports, { key, ...body, account: caller.account })]);
      return shown;
    },
  );

  /** OFFICE_UNKNOWN: also for one that the caller does not see. */
  function seenOffice({ actor }: Caller, asked: string | undefined): string {
    const office = asked ?? actor.office;
    if (!offices.some(({ id }) => id === office) || !policy.covers(actor, { office })) throw new YuejianError("OFFICE_UNKNOWN", { office });
    return office;
  }

  function mayKeep({ actor }: Caller): boolean {
    return policy.may(actor, "document.configure") && policy.scope(actor).offices === "all";
  }

  async function view(caller: Caller, office: string): Promise<DocumentRulesView> {
    const states = await ruleStates(store.db, offices, office);
    const [decided, bar, names] = [
      await decidedByRule(store.db, states),
      await spellingBar(store.db, states, { now: clock.now(), rule: SPELLING_RULE_OF.replaced }),
      new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name])),
    ];
    const city = cityOf(offices);
    return {
      office,
      inheritsFrom: city === undefined || city === office ? null : city,
      mayConfigure: policy.may(caller.actor, "document.configure", { office }),
      bar: { ...MUTE_BAR },
      rules: DOCUMENT_RULES.map(({ id, title, severity, source }) => {
        const own = states.own.get(id);
        const { interval, accepted, rejected } = precisionOf(decided.get(id) ?? { accepted: 0, rejected: 0 });
        const by = own?.muted_by == null ? null : (JSON.parse(own.muted_by) as { accepted: number; rejected: number; high: number });
        return {
          rule: id,
          title,
          severity,
          source,
          isActive: states.isActive(id),
          own: own?.is_on == null ? null : own.is_on !== 0,
          inherited: states.inherited.get(id)?.is_on !== 0,
          muted: own?.muted_at == null || by === null ? null : { at: own.muted_at, ...by },
          accepted,
          rejected,
          precision: interval,
          version: own?.version ?? 0,
          reason: own?.reason ?? "",
          changedAt: own?.changed_at ?? null,
          changedBy: own ? (names.get(own.changed_by) ?? own.changed_by) : null,
        };
      }),
      spelling: {
        leastProbability: bar.leastProbability === 0 ? null : bar.leastProbability,
        decisions: bar.decisions,
        leastDecisions: TUNING.leastDecisions,
      },
      keepDays: await keepDays(store.db),
      mayKeep: mayKeep(caller),
    };
  }

  async function keyViews(rows: readonly KeyRow[]): Promise<DocumentKeyView[]> {
    const names = new Map((await accounts.all()).map(({ id, display_name: name }) => [id, name]));
    const now = new Date(clock.now()).toISOString();
    return rows.map((row) => ({
      id: row.id,
      office: row.office,
      name: row.name,
      createdAt: row.created_at,
      createdBy: names.get(row.created_by) ?? row.created_by,
      expiresAt: row.expires_at,
      seenAt: row.seen_at,
      revoked: row.revoked_at === null ? null : { at: row.revoked_at, reason: row.revoked_reason ?? "" },
      isValid: row.revoked_at === null && row.expires_at > now,
    }));
  }
}
