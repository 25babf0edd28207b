import { Type } from "typebox";
import { type Job, jobView } from "../../jobs/index.ts";
import type { App, Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { mayReadJob } from "./jobs.ts";

const HEARTBEAT_MS = 15_000;
/** A session that ended or an account that was closed loses its stream this soon. */
const RECHECK_MS = 60_000;

/** GET /api/events — `job` events with the job as it is now, for the jobs that the caller may see, and `chain` events with an alert about the ledger
 *  (ChainAlert), which are not sent again: the record is in /api/ledger/evidence. The id of an event is the time of its
 *  change: who comes back with Last-Event-ID gets what changed since. */
export function eventRoutes(app: App, { home, services, alerts }: RouteContext): void {
  const open = new Set<() => void>();
  app.addHook("preClose", async () => {
    for (const end of open) end();
  });

  app.get("/api/events", { config: { admission: "job.read" }, schema: { response: { 200: Type.String() } } }, (request, reply) => {
    const { caller } = request;
    const resumeFrom = sinceOf(request.headers["last-event-id"]);
    const stream = reply.hijack().raw;
    stream.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    });
    stream.write(`retry: 2000\n\n`);

    const send = (job: Job) => {
      if (!mayReadJob(services, caller.actor, job)) return;
      stream.write(`id: ${job.changed_at}\nevent: job\ndata: ${JSON.stringify(jobView(job))}\n\n`);
    };
    const unsubscribe = home.jobs.subscribe(send);
    const unsubscribeAlerts = alerts.subscribe((alert) => {
      if (services.policy.may(caller.actor, "ledger.read")) stream.write(`event: chain\ndata: ${JSON.stringify(alert)}\n\n`);
    });
    const timers = [
      setInterval(() => stream.write(": alive\n\n"), HEARTBEAT_MS),
      setInterval(() => void isStillIn(caller).then((isIn) => isIn || end(), end), RECHECK_MS),
    ];
    function end(): void {
      unsubscribe();
      unsubscribeAlerts();
      for (const timer of timers) clearInterval(timer);
      open.delete(end);
      stream.end();
    }
    open.add(end);
    stream.on("close", end);
    if (resumeFrom !== null) void changedSince(resumeFrom).then((jobs) => jobs.forEach(send), end);
  });

  /** What changed while the caller was away, the newest thousand. A change may come twice, never too seldom: events carry the whole job. */
  async function changedSince(since: string): Promise<Job[]> {
    const query = services.store.db.selectFrom("jobs").selectAll().where("changed_at", ">=", since);
    return (await query.orderBy("changed_at", "desc").limit(1000).execute()).reverse();
  }

  async function isStillIn({ account, session }: Caller): Promise<boolean> {
    if (session) {
      const row = await services.store.db.selectFrom("sessions").select("expires_at").where("id", "=", session.id).executeTakeFirst();
      if (!row || row.expires_at <= new Date(services.clock.now()).toISOString()) return false;
    }
    const now = await services.accounts.byId(account.id);
    return now !== null && now.is_disabled === 0 && now.role === account.role && now.office === account.office;
  }
}

function sinceOf(header: string | string[] | undefined): string | null {
  return typeof header === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(header) ? header : null;
}
