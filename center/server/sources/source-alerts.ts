import {
  type Clock,
  type Ids,
  type QuarantineCount,
  SOURCE_ALERTS,
  type SourceAlertKind,
  type Text,
  type YuejianError,
} from "@yuejian/contracts";
import type { Outbox } from "../outbox/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";

export interface AlertPorts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface NewAlert {
  readonly kind: SourceAlertKind;
  /** Names of columns, counts, reasons; never a personal value. */
  readonly detail: Text;
}

type Source = Pick<Row<"sources">, "id" | "name" | "office">;

/** Opens an alert, or counts it again where one of its kind is open; each kind is stated on the ledger when it opens. */
export async function raiseAlert(
  trx: StoreTransaction,
  ports: AlertPorts,
  { source, load, alert }: { source: Source; load: string | null; alert: NewAlert },
): Promise<void> {
  const at = new Date(ports.clock.now()).toISOString();
  const open = await trx
    .selectFrom("source_alerts")
    .select(["id", "times"])
    .where("source", "=", source.id)
    .where("kind", "=", alert.kind)
    .where("closed_at", "is", null)
    .executeTakeFirst();
  const detail = { detail_zh: alert.detail.zh, detail_en: alert.detail.en };
  if (open) {
    await trx
      .updateTable("source_alerts")
      .set({ ...detail, load, last_at: at, times: open.times + 1 })
      .where("id", "=", open.id)
      .execute();
    return;
  }
  const id = ports.ids.next("sal");
  const outbox = await ports.outbox.record(trx, {
    type: "source.alerted",
    subject: source.id,
    organisation: source.office,
    content: { change: "opened", id, source: source.id, name: source.name, load, kind: alert.kind, detail: { ...alert.detail } },
  });
  const row = { id, source: source.id, load, kind: alert.kind, opened_at: at, last_at: at, times: 1, ...detail, outbox };
  await trx
    .insertInto("source_alerts")
    .values({ ...row, acknowledged_at: null, acknowledged_by: null, closed_at: null })
    .execute();
}

/** What a load without the trouble closes. */
export async function closeAlerts(
  trx: StoreTransaction,
  ports: AlertPorts,
  { source, kinds }: { source: Source; kinds: readonly SourceAlertKind[] },
): Promise<void> {
  if (kinds.length === 0) return;
  const open = await trx
    .selectFrom("source_alerts")
    .select(["id", "kind"])
    .where("source", "=", source.id)
    .where("kind", "in", [...kinds])
    .where("closed_at", "is", null)
    .execute();
  for (const { id, kind } of open) {
    const content = { change: "closed", id, source: source.id, kind };
    const outbox = await ports.outbox.record(trx, { type: "source.alerted", subject: source.id, organisation: source.office, content });
    await trx
      .updateTable("source_alerts")
      .set({ closed_at: new Date(ports.clock.now()).toISOString(), outbox })
      .where("id", "=", id)
      .execute();
  }
}

/** Alerts about rows: they say nothing new while no row comes. */
const OF_ROWS = ["type-drift", "value-drift", "key-twice", "required-missing"] as const satisfies readonly SourceAlertKind[];

/** The kinds that a load which ended well closes, unless it raised them itself. */
export function closedBy(raised: readonly NewAlert[], { isLoaded, hasRefusedFiles }: { isLoaded: boolean; hasRefusedFiles: boolean }) {
  const kept = new Set<SourceAlertKind>([
    ...raised.map(({ kind }) => kind),
    ...(isLoaded ? [] : [...OF_ROWS, "column-new" as const]),
    ...(hasRefusedFiles ? (["file-refused", "column-gone", "column-new", "too-many-bad", "quality-blocked"] as const) : []),
  ]);
  return (Object.keys(SOURCE_ALERTS) as SourceAlertKind[]).filter((kind) => !kept.has(kind));
}

const BY_CODE: Readonly<Record<string, SourceAlertKind>> = {
  "contract-type": "type-drift",
  "contract-value": "value-drift",
  "contract-key-twice": "key-twice",
  "contract-required": "required-missing",
};

/** What rows that were set aside tell about the source. */
export function alertsOfRows(counts: readonly QuarantineCount[]): NewAlert[] {
  const byKind = Map.groupBy(
    counts.filter(({ code }) => code in BY_CODE),
    ({ code }) => BY_CODE[code] as SourceAlertKind,
  );
  return [...byKind].map(([kind, found]) => ({
    kind,
    detail: {
      zh: found.map(({ column, rows }) => `「${column ?? "—"}」${rows} 行`).join("、"),
      en: found.map(({ column, rows }) => `${column ?? "—"}: ${rows} rows`).join(", "),
    },
  }));
}

/** Columns that came and were left out, as the contract says. */
export function alertOfNewColumns(names: readonly string[]): NewAlert[] {
  if (names.length === 0) return [];
  const listed = names.join("、");
  return [{ kind: "column-new", detail: { zh: `${listed}（按约定未装入）`, en: `${listed} (left out, as the contract says)` } }];
}

const BY_ERROR: Readonly<Record<string, SourceAlertKind>> = {
  SOURCE_COLUMN_GONE: "column-gone",
  SOURCE_COLUMN_NEW: "column-new",
  SOURCE_TOO_MANY_BAD: "too-many-bad",
  QUALITY_BLOCKED: "quality-blocked",
  SOURCE_UNREACHABLE: "unreachable",
  SOURCE_ACCESS_REFUSED: "access-refused",
  SOURCE_SECRET_MISSING: "access-refused",
  SOURCE_SECRET_OPEN: "access-refused",
  SOURCE_ANSWER_BROKEN: "answer-broken",
  SOURCE_TABLE_UNKNOWN: "column-gone",
  DISK_FULL: "disk-full",
};

/** What made a load fail, or a file of a folder be refused. */
export function alertsOfError(error: YuejianError, file: string | null): NewAlert[] {
  const named = file === null ? "" : `${file}: `;
  const detail = { zh: `${named}${error.textFor("zh")}`, en: `${named}${error.textFor("en")}` };
  const kind = BY_ERROR[error.code] ?? (file === null ? "load-failed" : "file-refused");
  const added = error.code === "SOURCE_COLUMN_GONE" ? String(error.parameters["added"] ?? "") : "";
  return [
    { kind, detail },
    ...(added === "" ? [] : [{ kind: "column-new" as const, detail: { zh: `${named}${added}`, en: `${named}${added}` } }]),
  ];
}

/** The load was taken and set aside, as opposed to not being there. */
export function isHeld(error: YuejianError): boolean {
  return ["SOURCE_COLUMN_GONE", "SOURCE_COLUMN_NEW", "SOURCE_TOO_MANY_BAD", "QUALITY_BLOCKED"].includes(error.code);
}
