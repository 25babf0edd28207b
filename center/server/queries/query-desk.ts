import { hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { type FileStore, YuejianError } from "@yuejian/contracts";
import type { QueryStatus } from "@yuejian/contracts/api";
import type { Estimate, ExportFormat, PersonsQueries, QueryAnswer, QueryOrder, QueryValues } from "@yuejian/data";
import type { Audit } from "../audit/index.ts";
import type { Account, Ground, Opening } from "../identity/index.ts";
import type { QueryGround } from "./query-access.ts";

const SHOWN_ROWS = 2000;
/** Rows and characters that are kept of one result for its pages. */
const MOST_ROWS = 10_000;
const MOST_CHARACTERS = 16_000_000;
const EXPORTED_ROWS = 1_000_000;
/** Results that stay to be paged through, and how long. */
const KEPT = 24;
const KEPT_MS = 15 * 60_000;

export interface QueryRequest {
  readonly sql: string;
  readonly values: QueryValues;
  readonly isConfirmed: boolean;
  readonly ground: QueryGround;
  readonly opening: Opening | null;
  readonly account: Account;
}

export interface KeptExport {
  readonly id: string;
  readonly format: ExportFormat;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** A query as it runs and, for a while, what it found. */
export interface HeldQuery {
  readonly id: string;
  readonly user: string;
  readonly startedAt: string;
  readonly snapshot: string;
  status: QueryStatus;
  percentage: number | null;
  estimate: Estimate | null;
  error: YuejianError | null;
  answer: QueryAnswer | null;
  export: KeptExport | null;
}

export interface QueryDesk {
  /** Starts it; what becomes of it is seen through `get`. Audited and on the ledger before anything of it is shown. */
  start(request: QueryRequest, options: { readonly maxRows?: number | undefined }): HeldQuery;
  /** Its rows go to a file, with a manifest beside it. */
  startExport(request: QueryRequest, format: ExportFormat): HeldQuery;
  /** The plan alone. Errors as `PersonsQueries.run`. */
  estimate(request: QueryRequest): Promise<QueryAnswer>;
  /** QUERY_UNKNOWN, also for others' */
  get(id: string, user: string): HeldQuery;
  cancel(id: string, user: string): void;
  close(): Promise<void>;
}

export interface DeskPorts extends Ground {
  readonly audit: Audit;
  readonly runners: PersonsQueries;
  readonly files: FileStore;
  readonly scratchFolder: string;
  readonly homeId: string;
}

interface Task extends QueryRequest {
  readonly work: QueryOrder["work"];
  readonly kind: "rows" | ExportFormat;
  readonly exportId: string | null;
}

export function createQueryDesk(ports: DeskPorts): QueryDesk {
  const { store, clock, ids, outbox, audit, runners, files } = ports;
  const held = new Map<string, HeldQuery & { readonly stop: AbortController; readonly until: Promise<void> }>();
  const now = () => new Date(clock.now()).toISOString();

  const orderOf = ({ sql, values, isConfirmed, ground }: QueryRequest, work: QueryOrder["work"]): QueryOrder => ({
    sql,
    values,
    isConfirmed,
    ...ground,
    lifted: [],
    work,
  });

  function begin(id: string, task: Task): HeldQuery {
    const stop = new AbortController();
    const query: HeldQuery = {
      id,
      user: task.account.id,
      startedAt: now(),
      snapshot: task.ground.snapshot.id,
      status: "running",
      percentage: null,
      estimate: null,
      error: null,
      answer: null,
      export: null,
    };
    const until = carry(query, task, stop.signal);
    held.set(id, Object.assign(query, { stop, until }));
    forget();
    return query;
  }

  async function carry(query: HeldQuery, task: Task, signal: AbortSignal): Promise<void> {
    const { work } = task;
    try {
      const answer = await runners.run(orderOf(task, work), {
        signal,
        planned: (estimate) => (query.estimate = estimate),
        progress: (percentage) => (query.percentage = percentage),
      });
      const kept = work.kind === "export" && task.exportId !== null ? await keepFile(query, task, answer, work) : null;
      await note(query, task, { answer, status: "done", error: null, kept });
      Object.assign(query, { answer, export: kept, status: "done" });
    } catch (cause) {
      const error = cause instanceof YuejianError ? cause : new YuejianError("UNEXPECTED", { reference: query.id }, { cause });
      const status = error.code === "QUERY_CANCELLED" ? "cancelled" : "failed";
      // A refusal that cannot be noted shows nothing either; the next change of the house tells what is wrong with the store.
      await note(query, task, { answer: null, status, error, kept: null }).catch(() => {});
      Object.assign(query, { error, status });
    } finally {
      if (work.kind === "export") await rm(work.path, { force: true });
    }
  }

  /** Into the history, the audit and, where rows were read, on the ledger, which has the text's digest and not the text. */
  async function note(
    query: HeldQuery,
    { sql, values, opening, account, kind, ground }: Task,
    {
      answer,
      status,
      error,
      kept,
    }: { answer: QueryAnswer | null; status: QueryStatus; error: YuejianError | null; kept: KeptExport | null },
  ): Promise<void> {
    const purpose = opening?.purpose ?? null;
    const datasets = answer?.datasets ?? [];
    await store.write(async (trx) => {
      const statement =
        query.estimate === null
          ? null
          : await outbox.record(trx, {
              type: kept ? "query.exported" : "query.executed",
              subject: kept?.id ?? query.id,
              organisation: account.office,
              content: {
                query: query.id,
                user: account.id,
                purpose,
                sql: hash("sha256", sql, "hex"),
                values: hash("sha256", JSON.stringify(values), "hex"),
                snapshot: ground.snapshot.id,
                datasets,
                masked: answer?.masked ?? [],
                rows: answer?.rowCount ?? 0,
                status,
                ...(kept ? { file: { format: kept.format, size: kept.size, sha256: kept.sha256, sm3: kept.sm3 } } : {}),
              },
            });
      await trx
        .insertInto("queries")
        .values({
          id: query.id,
          at: query.startedAt,
          user: account.id,
          office: account.office,
          purpose,
          sql,
          parameters: JSON.stringify(values),
          kind,
          status,
          code: error?.code ?? null,
          snapshot: ground.snapshot.id,
          datasets: JSON.stringify(datasets),
          rows: answer?.rowCount ?? 0,
          milliseconds: Math.round((answer?.seconds ?? 0) * 1000),
          export: kept && JSON.stringify(kept),
          outbox: statement,
        })
        .execute();
      await audit.recordIn(trx, {
        actor: account,
        action: kind === "rows" ? "query.run" : "query.export",
        subject: kept?.id ?? query.id,
        purpose,
        outcome: error && error.code !== "QUERY_CANCELLED" ? "refused" : "done",
        detail: `${error?.code ?? `${answer?.rowCount ?? 0} rows`} ${datasets.join(", ")}`.trim(),
      });
    });
  }

  async function keepFile(
    query: HeldQuery,
    task: Task,
    answer: QueryAnswer,
    { path: file, format }: Extract<QueryOrder["work"], { kind: "export" }>,
  ): Promise<KeptExport> {
    const { sha256, sm3, size } = await files.put(createReadStream(file));
    const { ground, sql, values, account, opening } = task;
    const manifest = {
      export: task.exportId,
      home: ports.homeId,
      file: { format, size, sha256, sm3 },
      query: { id: query.id, sql, sqlSha256: hash("sha256", sql, "hex"), values },
      snapshot: { id: ground.snapshot.id, takenAt: ground.snapshot.takenAt },
      batches: Object.fromEntries(answer.datasets.map((dataset) => [dataset, ground.snapshot.batches[dataset] ?? []])),
      columns: answer.columns,
      reads: answer.reads,
      masked: answer.masked,
      rows: answer.rowCount,
      isTruncated: answer.isTruncated,
      by: { id: account.id, name: account.display_name, office: account.office },
      purpose: opening?.purpose ?? null,
      at: query.startedAt,
    };
    return { id: task.exportId ?? "", format, size, sha256, sm3, manifest };
  }

  function forget(): void {
    for (const [id, query] of held) {
      const isOld = clock.now() - Date.parse(query.startedAt) > KEPT_MS || held.size > KEPT;
      if (isOld && query.status !== "running") held.delete(id);
    }
  }

  function mine(id: string, user: string) {
    const query = held.get(id);
    if (!query || query.user !== user) throw new YuejianError("QUERY_UNKNOWN", { query: id });
    return query;
  }

  return {
    start: (request, { maxRows = SHOWN_ROWS }) =>
      begin(ids.next("qry"), {
        ...request,
        kind: "rows",
        exportId: null,
        work: { kind: "rows", maxRows: Math.min(maxRows, MOST_ROWS), maxCharacters: MOST_CHARACTERS },
      }),
    startExport(request, format) {
      const exportId = ids.next("exp");
      const { account, opening } = request;
      const about = [
        ["导出编号 Export", exportId],
        ["导出人 By", `${account.display_name}（${account.office}）`],
        ["时间 At", now()],
        ["用途 Purpose", opening?.purpose ?? "—"],
        ["快照 Snapshot", request.ground.snapshot.id],
        ["查询 Query", request.sql],
      ] as const;
      const file = path.join(ports.scratchFolder, `${exportId}.${format}`);
      const work = { kind: "export", path: file, format, maxRows: EXPORTED_ROWS, about } as const;
      return begin(ids.next("qry"), { ...request, kind: format, exportId, work });
    },
    estimate: (request) => runners.run(orderOf(request, { kind: "estimate" }), { signal: new AbortController().signal }),
    get: mine,
    cancel: (id, user) => mine(id, user).stop.abort(),
    async close() {
      for (const { stop } of held.values()) stop.abort();
      await Promise.allSettled([...held.values()].map(({ until }) => until));
    },
  };
}
