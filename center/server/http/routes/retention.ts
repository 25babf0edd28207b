import { BUSINESS_LINES, type FlagKind, type FlagOutcome, YuejianError } from "@yuejian/contracts";
import {
  DueLeadsShape,
  ExpireBody,
  exact,
  FlagShape,
  JobShape,
  LeadSafeguardsShape,
  ResolveBody,
  RetentionBody,
  RetentionShape,
} from "@yuejian/contracts/api";
import { dayInChina, expiresAt } from "@yuejian/oversight";
import { type Static, Type } from "typebox";
import { jobView } from "../../jobs/index.ts";
import { dueForExpiry, modelGate, resolveFlag, retentionDays, setRetentionDays } from "../../safeguards/index.ts";
import type { Row } from "../../store/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import type { LeadRow } from "../views/leads.ts";
import { readableLead } from "../views/readable-lead.ts";
import { contestView } from "./contests.ts";

/** What happens to a lead beside its own steps: flags, challenges, expiry. */
export function retentionRoutes(app: App, { home, services }: RouteContext): void {
  const { store, audit, accounts, clock } = services;

  app.get(
    "/api/leads/:lead/safeguards",
    { config: { admission: "lead.read" }, schema: { params: exact({ lead: Type.String() }), response: { 200: LeadSafeguardsShape } } },
    async ({ caller, params }) => {
      const lead = await readableLead(services, caller, params.lead);
      const [flags, contests, found, all] = await Promise.all([
        store.db.selectFrom("lead_flags").selectAll().where("lead", "=", lead.id).orderBy("raised_at").execute(),
        store.db.selectFrom("contests").selectAll().where("lead", "=", lead.id).orderBy("registered_at").execute(),
        store.db.selectFrom("lead_events").select("details").where("lead", "=", lead.id).where("kind", "=", "found").executeTakeFirst(),
        accounts.all(),
      ]);
      const names = new Map(all.map(({ id, display_name: name }) => [id, name]));
      const today = dayInChina(clock.now());
      const manifest = home.models.get(lead.model)?.manifest;
      const isClosed = lead.is_sealed !== 0;
      return {
        flags: flags.map(flagView),
        // A challenge names the person: behind a seal it stays closed as the lead does.
        contests: isClosed ? [] : contests.map((row) => contestView(row, { names, today })),
        earlier: await earlierOf((JSON.parse(found?.details ?? "{}") as { earlier?: string }).earlier),
        expiredAt: lead.expired_at,
        expiresAt: await expiryOf(lead, flags),
        isModelBelowFloor: manifest ? (await modelGate({ db: store.db, clock }, manifest)).isBelowFloor : false,
      };
    },
  );

  app.post(
    "/api/flags/:flag/resolve",
    {
      config: { admission: "lead.comment" },
      schema: { params: exact({ flag: Type.String() }), body: ResolveBody, response: { 200: FlagShape } },
    },
    async ({ caller, params, body }) => {
      const known = await store.db.selectFrom("lead_flags").select("lead").where("id", "=", params.flag).executeTakeFirst();
      if (!known) throw new YuejianError("FLAG_UNKNOWN", { flag: params.flag });
      await readableLead(services, caller, known.lead, "lead.comment");
      const flag = await resolveFlag(home, { flag: params.flag, ...body, actor: caller.actor.id });
      await audit.record({
        actor: caller.account,
        action: "lead.comment",
        subject: known.lead,
        outcome: "done",
        detail: `flag ${flag.kind} ${body.outcome}`,
      });
      return flagView(flag);
    },
  );

  app.get("/api/retention", { config: { admission: "lead.read" }, schema: { response: { 200: RetentionShape } } }, () => retention());

  app.post(
    "/api/retention",
    { config: { admission: "retention.expire" }, schema: { body: RetentionBody, response: { 200: RetentionShape } } },
    async ({ caller, body }) => {
      const stranger = Object.keys(body.byLine).find((line) => !Object.hasOwn(BUSINESS_LINES, line));
      if (stranger !== undefined)
        throw new YuejianError("REQUEST_INVALID", {
          where: "body.byLine",
          reason: stranger,
          reason_zh: `没有业务条线 ${stranger}`,
          reason_en: `there is no business line ${stranger}`,
        });
      await store.write(async (trx) => {
        await setRetentionDays(trx, body);
        await audit.recordIn(trx, {
          actor: caller.account,
          action: "retention.expire",
          subject: null,
          outcome: "done",
          detail: `set ${JSON.stringify(body)}`,
        });
      });
      return retention();
    },
  );

  app.post(
    "/api/retention/expire",
    {
      config: { admission: "retention.expire" },
      schema: { body: ExpireBody, response: { 200: DueLeadsShape, 202: JobShape } },
    },
    async ({ caller, body }, reply) => {
      if (body.dryRun === true) return reply.code(200).send({ leads: await dueForExpiry({ db: store.db, clock }) });
      const job = await home.work.expirePersonalData({ actor: caller.actor });
      await audit.record({ actor: caller.account, action: "retention.expire", subject: job.id, outcome: "done", detail: "" });
      return reply.code(202).send(jobView(job));
    },
  );

  async function retention(): Promise<Static<typeof RetentionShape>> {
    const { standard, byLine, law, article } = await retentionDays(store.db, clock);
    const due = await dueForExpiry({ db: store.db, clock });
    const { expired } = await store.db
      .selectFrom("leads")
      .where("expired_at", "is not", null)
      .select((build) => build.fn.countAll<number>().as("expired"))
      .executeTakeFirstOrThrow();
    return { standard, byLine: { ...byLine }, law, article, due: due.length, expired };
  }

  async function earlierOf(id: string | undefined) {
    if (id === undefined) return null;
    const lead = await store.db.selectFrom("leads").select("expired_at").where("id", "=", id).executeTakeFirst();
    if (!lead || lead.expired_at === null) return null;
    const event = await store.db
      .selectFrom("lead_events")
      .select("details")
      .where("lead", "=", id)
      .where("kind", "=", "dismiss")
      .orderBy("lead_version", "desc")
      .executeTakeFirst();
    const { explanation = null } = JSON.parse(event?.details ?? "{}") as { explanation?: string | null };
    return { lead: id, expiredAt: lead.expired_at, explanation };
  }

  async function expiryOf(lead: LeadRow, flags: readonly Row<"lead_flags">[]): Promise<string | null> {
    if (lead.status !== "dismissed" || lead.expired_at !== null) return null;
    const event = await store.db
      .selectFrom("lead_events")
      .select("at")
      .where("lead", "=", lead.id)
      .where("kind", "=", "dismiss")
      .orderBy("lead_version", "desc")
      .executeTakeFirst();
    const isHeld = flags.some((flag) => flag.kind !== "sealed" && flag.resolved_at === null);
    return expiresAt(
      { dismissedAt: event?.at ?? lead.changed_at, businessLine: lead.business_line, isHeld },
      await retentionDays(store.db, clock),
    );
  }
}

function flagView(row: Row<"lead_flags">): Static<typeof FlagShape> {
  return {
    id: row.id,
    kind: row.kind as FlagKind,
    source: row.source,
    raisedAt: row.raised_at,
    rerun: row.rerun,
    foundAgain: row.found_again === null ? null : row.found_again !== 0,
    resolvedAt: row.resolved_at,
    outcome: row.outcome as FlagOutcome | null,
    note: row.note,
  };
}
