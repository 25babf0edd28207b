import { type BusinessLine } from "@yuejian/contracts";
import { type LeadFilter, type LeadSort, WorkShape } from "@yuejian/contracts/api";
import { type WaitingLead, type WorkItem, workItems } from "@yuejian/oversight";
import { sql } from "kysely";
import { fieldCheckViews, readFieldChecks } from "../../field-checks/index.ts";
import { visible, within } from "../../policy/index.ts";
import { openLeadTasks } from "../../work/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { caseWork } from "../views/case-work.ts";
import { handledCaseWork } from "../views/handled-case-work.ts";
import { lawWork } from "../views/law-work.ts";
import { shownRow } from "../views/lead-view.ts";
import { countOf, readerOf, someLeads } from "../views/leads.ts";
import { safeguardWork } from "../views/safeguard-work.ts";

/** Candidates of each kind that are looked at; the list is for today, the inbox for everything. */
const EACH = 60;
const FAILED_FOR_DAYS = 7;

/** GET /api/work */
export function workRoutes(app: App, context: RouteContext): void {
  const { services } = context;
  const { store, policy, clock } = services;

  app.get("/api/work", { config: { admission: "user.read" }, schema: { response: { 200: WorkShape } } }, async ({ caller }) => {
    const [leads, batches, jobs, others, mentions, checks, tasks, fieldChecks, cases, handled, laws] = await Promise.all([
      waitingLeads(caller),
      waitingBatches(caller),
      failedJobs(caller),
      safeguardWork(context, caller),
      unreadMentions(caller),
      openChecks(caller),
      leadTasks(caller),
      openFieldChecks(caller),
      caseWork(context, caller),
      handledCaseWork(context, caller),
      lawWork(context, caller),
    ]);
    const items = workItems({
      actor: caller.actor.id,
      leads: leads.items,
      batches: batches.items,
      jobs,
      others: [...others, ...mentions, ...checks, ...tasks, ...fieldChecks, ...cases, ...handled, ...laws],
    });
    return { items, total: items.length + leads.more + batches.more };
  });

  async function waitingLeads({ actor }: Caller): Promise<{ items: WaitingLead[]; more: number }> {
    if (!policy.may(actor, "lead.read")) return { items: [], more: 0 };
    const inbox = { db: store.db, engine: store.engine };
    const reader = readerOf(policy, actor);
    const assigns = policy.may(actor, "lead.assign");
    const first = (query: LeadFilter & { sort: LeadSort }) => someLeads(inbox, { ...query, limit: EACH }, reader);
    const fromEachStatus = await Promise.all([
      assigns ? first({ status: "new", sort: "oldest" }) : [],
      first({ status: "assigned", assignee: "me", sort: "waiting" }),
      policy.may(actor, "lead.file") ? first({ status: "verified", sort: "waiting" }) : [],
    ]);
    const items = fromEachStatus.flat().map((row): WaitingLead => {
      const object = { office: row.office, businessLines: [row.business_line as BusinessLine], worker: row.assignee };
      return {
        id: row.id,
        status: row.status,
        assignee: row.assignee,
        changedAt: row.changed_at,
        title: shownRow(context, row, () => false).summary,
        due: null,
        mayAssign: policy.may(actor, "lead.assign", { ...object, newWorker: actor.id }),
        mayVerify: policy.may(actor, "lead.verify", object),
        mayFile: policy.may(actor, "lead.file", object),
      };
    });
    if (!assigns || (fromEachStatus[0]?.length ?? 0) < EACH) return { items, more: 0 };
    const { total } = await countOf(inbox, { status: "new" }, reader);
    return { items, more: total - EACH };
  }

  /** Mentions that were not read, of leads that the caller may still read; the title tells who, never about whom. */
  async function unreadMentions({ actor }: Caller): Promise<WorkItem[]> {
    const rows = await store.db
      .selectFrom("lead_mentions")
      .innerJoin("leads", "leads.id", "lead_mentions.lead")
      .leftJoin("users", "users.id", "lead_mentions.actor")
      .select(["lead_mentions.id", "lead_mentions.lead", "lead_mentions.at", "users.display_name"])
      .select(["leads.office", "leads.business_line", "leads.model"])
      .where("lead_mentions.user", "=", actor.id)
      .where("read_at", "is", null)
      .orderBy("lead_mentions.at", "desc")
      .limit(EACH)
      .execute();
    return rows
      .filter((row) => policy.may(actor, "lead.read", { office: row.office, businessLines: [row.business_line as BusinessLine] }))
      .map((row) => {
        const model = context.home.models.get(row.model)?.manifest.title ?? { zh: row.model, en: row.model };
        const title = {
          zh: `${row.display_name ?? ""}在「${model.zh}」线索的备注中提到您`,
          en: `${row.display_name ?? ""} mentioned you on a lead of “${model.en}”`,
        };
        return { kind: "mention", id: row.id, title, since: row.at, due: null, link: `/leads/${row.lead}` };
      });
  }

  /** Tasks on leads that were given to the caller; the title tells of the model, never about whom. */
  async function leadTasks({ actor }: Caller): Promise<WorkItem[]> {
    const rows = await openLeadTasks(store.db).where("lead_tasks.assignee", "=", actor.id).orderBy("lead_tasks.due").limit(EACH).execute();
    return rows.map(({ id, lead, model, due, added_at: since }) => {
      const title = context.home.models.get(model)?.manifest.title ?? { zh: model, en: model };
      const words = { zh: `「${title.zh}」线索：核查任务待报告结果`, en: `A lead of “${title.en}”: a task waits for your result` };
      return { kind: "lead-task", id, title: words, since, due, link: `/leads/${lead}` };
    });
  }

  /** Violations that the caller is to look at on the ground: on a telephone, at the page for it. */
  async function openFieldChecks({ actor }: Caller): Promise<WorkItem[]> {
    const rows = await readFieldChecks(store.db)
      .where("field_checks.assignee", "=", actor.id)
      .where("field_checks.received_at", "is", null)
      .where("field_checks.withdrawn_at", "is", null)
      .orderBy("field_checks.due")
      .limit(EACH)
      .execute();
    const shown = await fieldCheckViews(store.db, rows, () => ({ now: clock.now(), mayOpen: false, mayCheck: true, mayWithdraw: false }));
    return shown.map(({ id, violationName, givenAt: since, due }) => {
      const title = { zh: `现场核查：${violationName}`, en: `Field check: ${violationName}` };
      return { kind: "field-check", id, title, since, due, link: `/field#${id}` };
    });
  }

  /** Samples with subjects still to be checked: one entry each, since they are checked one after the other. */
  async function openChecks({ actor }: Caller): Promise<WorkItem[]> {
    if (!policy.may(actor, "model.sample")) return [];
    const rows = await store.db
      .selectFrom("checks")
      .innerJoin("samples", "samples.id", "checks.sample")
      .where(visible(policy.scope(actor), "samples"))
      .where("checks.verdict", "is", null)
      .select((build) => ["samples.id", "samples.model", "samples.at", build.fn.countAll<number>().as("open")])
      .groupBy(["samples.id", "samples.model", "samples.at"])
      .orderBy("samples.at")
      .limit(EACH)
      .execute();
    return rows.map(({ id, model, at, open }) => {
      const title = context.home.models.get(model)?.manifest.title ?? { zh: model, en: model };
      const words = {
        zh: `「${title.zh}」未命中的对象还有 ${open} 个待抽查`,
        en: `${open} unflagged subjects of “${title.en}” to check`,
      };
      return { kind: "check", id, title: words, since: at, due: null, link: `/models/${model}?sample=${id}` };
    });
  }

  /** Batches with quarantined rows that no later batch tried again. */
  async function waitingBatches({ actor }: Caller) {
    if (!policy.may(actor, "data.intake")) return { items: [], more: 0 };
    const rows = await store.db
      .selectFrom("batches")
      .innerJoin("datasets", "datasets.id", "batches.dataset")
      .select(["batches.id", "batches.created_at", "batches.rows_quarantined", "batches.file", "datasets.schema"])
      .where("batches.rows_quarantined", ">", 0)
      .where(within("batches.office", policy.scope(actor).offices))
      .where(
        sql<boolean>`not exists (select 1 from batches as later where coalesce(later.retry_of, later.id) = coalesce(batches.retry_of, batches.id) and later.sequence > batches.sequence)`,
      )
      .orderBy("batches.sequence")
      .limit(EACH + 1)
      .execute();
    const items = rows.slice(0, EACH).map((row) => {
      const { title } = JSON.parse(row.schema) as { title: { zh: string; en: string } };
      const { name } = JSON.parse(row.file) as { name: string };
      return {
        id: row.id,
        createdAt: row.created_at,
        title: {
          zh: `${title.zh}：${name} 有 ${row.rows_quarantined} 行被隔离`,
          en: `${title.en}: ${row.rows_quarantined} rows of ${name} in quarantine`,
        },
      };
    });
    return { items, more: rows.length - items.length };
  }

  async function failedJobs({ actor }: Caller) {
    const since = new Date(services.clock.now() - FAILED_FOR_DAYS * 86_400_000).toISOString();
    let query = store.db
      .selectFrom("jobs")
      .select(["id", "finished_at", "title_zh", "title_en"])
      .where("status", "=", "failed")
      .where("finished_at", ">", since);
    query = policy.may(actor, "job.control", { worker: null })
      ? query.where(within("jobs.office", policy.scope(actor).offices))
      : query.where("actor", "=", actor.id);
    const rows = await query.orderBy("finished_at", "desc").limit(EACH).execute();
    return rows.map((row) => ({ id: row.id, finishedAt: row.finished_at ?? "", title: { zh: row.title_zh, en: row.title_en } }));
  }
}
