import { type ClosurePort, YuejianError } from "@yuejian/contracts";
import { type GroundOptions, PostgresGround } from "../../lake/postgres/postgres-ground.ts";
import { LakeSession } from "../../lake/session.ts";
import { requireBearable } from "../estimate.ts";
import { type PersonsQueries, QUERY_SECONDS, type QueryAnswer, type QueryOrder, type RunningQuery } from "../query-types.ts";
import { refused } from "../read-statement.ts";
import { maskedOf, namedAmong, namesOf, refusedAsMasked, requireValues, take } from "../run-query.ts";
import { Turns } from "../turns.ts";
import { estimateOf } from "./plan.ts";
import { type PostgresStatement, readPostgresStatement } from "./read-postgres-statement.ts";

export interface PostgresQueriesOptions {
  readonly url: string;
  readonly ground?: GroundOptions;
  readonly closures: ClosurePort;
  readonly atOnce?: number;
  readonly waiting?: number;
  readonly seconds?: number;
}

/** The server's own limit comes a little after the house's, which names it better. */
const GRACE_MS = 1000;
const AGAIN_MS = 500;

/** Runs people's queries on the lake's PostgreSQL, over the same views as on DuckDB. Five walls: the text is read in its plain part alone and by the server's
 *  own parser; the plan may read the lake's tables alone; the role has no right but on the session's views; the transaction only reads; time, sorting
 *  memory, disk and rows are limited. Each query has a connection of its own. */
export class PostgresQueries implements PersonsQueries {
  readonly dialect = "postgresql";
  readonly #options: PostgresQueriesOptions;
  readonly #turns: Turns;
  readonly #closing = new AbortController();

  constructor(options: PostgresQueriesOptions) {
    this.#options = options;
    this.#turns = new Turns(options);
  }

  async run(order: QueryOrder, running: RunningQuery): Promise<QueryAnswer> {
    const signal = AbortSignal.any([running.signal, this.#closing.signal]);
    const end = await this.#turns.take(signal);
    try {
      if (signal.aborted) throw new YuejianError("QUERY_CANCELLED");
      return await this.#run(order, { ...running, signal });
    } finally {
      end();
    }
  }

  close(): void {
    this.#closing.abort();
  }

  async #run(order: QueryOrder, running: RunningQuery): Promise<QueryAnswer> {
    const { url, ground: options, closures, seconds = QUERY_SECONDS } = this.#options;
    const { sql, values, schemas, snapshot, access, lifted } = order;
    const statement = await readPostgresStatement(sql, namesOf(schemas));
    requireValues(statement, values);
    const named = namedAmong(schemas, statement.tables);
    const ground = await PostgresGround.open(url, options);
    let reason: YuejianError | null = null;
    let again: NodeJS.Timeout | null = null;
    const stop = (why: YuejianError): void => {
      reason ??= why;
      ground.interrupt();
      // Between two statements nothing is ended; the next one must be.
      again ??= setInterval(() => ground.interrupt(), AGAIN_MS);
    };
    const cancel = (): void => stop(new YuejianError("QUERY_CANCELLED"));
    const timer = setTimeout(() => stop(new YuejianError("QUERY_TOO_LONG", { seconds })), seconds * 1000);
    running.signal.addEventListener("abort", cancel, { once: true });
    const started = performance.now();
    try {
      const session = await LakeSession.open({ ground, closures }, snapshot, named, { access, lifted, isGuarded: true });
      return await answer({ ground, session, statement, milliseconds: seconds * 1000 + GRACE_MS, started }, order, {
        ...running,
        planned: (estimate) => {
          running.planned?.(estimate);
          if (reason !== null) throw reason;
        },
      });
    } catch (cause) {
      const hasMasked = Object.values(access).some(({ masked = [] }) => masked.some((name) => statement.columns.has(name)));
      throw asRefusal(cause, { reason, hasMasked });
    } finally {
      clearTimeout(timer);
      if (again !== null) clearInterval(again);
      running.signal.removeEventListener("abort", cancel);
      ground.close();
    }
  }
}

interface Opened {
  readonly ground: PostgresGround;
  readonly session: LakeSession;
  readonly statement: PostgresStatement;
  readonly milliseconds: number;
  readonly started: number;
}

async function answer(
  { ground, session, statement, milliseconds, started }: Opened,
  order: QueryOrder,
  running: RunningQuery,
): Promise<QueryAnswer> {
  const given = statement.parameters.map((name) => order.values[name] ?? null);
  const reader = await ground.reader({ tables: namesOf(session.datasets), milliseconds });
  try {
    const estimate = estimateOf(await reader.explain(statement.sql, given));
    running.planned?.(estimate);
    requireBearable(estimate, order);
    const facts = { estimate, ...maskedOf(session, statement, order) };
    if (order.work.kind === "estimate") return { ...facts, columns: [], rows: [], rowCount: 0, isTruncated: false, seconds: 0 };
    const found = await reader.stream(statement.sql, given);
    const taken = await take(found, order.work);
    return { ...facts, columns: found.columns, ...taken, seconds: (performance.now() - started) / 1000 };
  } finally {
    await reader.end();
  }
}

/** What the server says of a query is about what its writer may see: nothing hidden is computed (see `visibleRows`). */
function asRefusal(cause: unknown, { reason, hasMasked }: { reason: YuejianError | null; hasMasked: boolean }): unknown {
  if (cause instanceof YuejianError || !(cause instanceof Error)) return reason ?? cause;
  const code = "code" in cause ? String(cause.code) : "";
  if (code === "57014") return reason ?? new YuejianError("QUERY_TOO_LONG", { seconds: QUERY_SECONDS }, { cause });
  const text = cause.message.split("\n")[0] ?? "";
  if (/^(?:53|54)/.test(code))
    return refused(
      `超出数据库的限制（${text}）；请减少列或缩小范围`,
      `it met a limit of the database (${text}); take fewer columns or narrow it down`,
    );
  if (!/^(?:0A|20|21|22|25|42)/.test(code)) return cause;
  // A masked column reads as text, whatever it holds.
  const isMasked = text.includes("•") || (hasMasked && /^428(?:83|04)/.test(code));
  return isMasked ? refusedAsMasked(text) : refused(`PostgreSQL：${text}`, `PostgreSQL: ${text}`);
}
