import { keyName } from "@yuejian/chain/verify";
import { FIELD_RECORD_NAME, type FieldRecord, metresToOutline, type Outline, type Text } from "@yuejian/contracts";
import { captureStanding, type FieldCheckView } from "@yuejian/contracts/api";
import { CHANGE_CLASSES } from "@yuejian/farmland";
import { dayInChina } from "@yuejian/oversight";
import { FARMLAND_MODEL, placeName, type ViolationDetail } from "../farmland/index.ts";
import type { Reading } from "../store/index.ts";

/** Checks with what was measured last of their violations, their leads, and where their statement stands. */
export function fieldCheckRows(db: Reading) {
  return db
    .selectFrom("field_checks")
    .innerJoin("farmland_violations", "farmland_violations.id", "field_checks.violation")
    .innerJoin("farmland_sightings", (join) =>
      join
        .onRef("farmland_sightings.violation", "=", "farmland_violations.id")
        .onRef("farmland_sightings.run", "=", "farmland_violations.last_run"),
    )
    .leftJoin("leads", (join) => join.onRef("leads.subject", "=", "field_checks.violation").on("leads.model", "=", FARMLAND_MODEL))
    .leftJoin("captures", "captures.id", "field_checks.capture")
    .leftJoin("outbox", "outbox.id", "field_checks.outbox")
    .leftJoin("users as assigned", "assigned.id", "field_checks.assignee")
    .leftJoin("users as giver", "giver.id", "field_checks.given_by")
    .leftJoin("users as withdrawer", "withdrawer.id", "field_checks.withdrawn_by");
}

export function readFieldChecks(db: Reading) {
  return fieldCheckRows(db)
    .selectAll("field_checks")
    .select(["farmland_sightings.detail", "leads.id as lead", "captures.standing", "captures.verifier_key", "outbox.ledger_index"])
    .select(["assigned.display_name as assignee_name", "giver.display_name as giver_name", "withdrawer.display_name as withdrawer_name"]);
}

export type FieldCheckRow = Awaited<ReturnType<ReturnType<typeof readFieldChecks>["execute"]>>[number];

const MASK = "••••";

export interface FieldCheckReader {
  readonly now: number;
  /** May look at photos, signatures, and what was written. */
  readonly mayOpen: boolean;
  readonly mayCheck: boolean;
  readonly mayWithdraw: boolean;
}

/** What came of looking at a violation on the ground, in the order in which it came. */
export async function receivedChecks(
  db: Reading,
  violation: string,
  reader: Pick<FieldCheckReader, "now" | "mayOpen">,
): Promise<FieldCheckView[]> {
  const rows = readFieldChecks(db).where("field_checks.violation", "=", violation).where("field_checks.received_at", "is not", null);
  const found = await rows.orderBy("field_checks.received_at").execute();
  return fieldCheckViews(db, found, () => ({ ...reader, mayCheck: false, mayWithdraw: false }));
}

export async function fieldCheckViews(
  db: Reading,
  rows: readonly FieldCheckRow[],
  readerOf: (row: FieldCheckRow) => FieldCheckReader,
): Promise<FieldCheckView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const files = await db.selectFrom("field_check_files").selectAll().where("field_check", "in", ids).orderBy("uploaded_at").execute();
  return rows.map((row) =>
    viewOf(
      row,
      readerOf(row),
      files.filter(({ field_check: check }) => check === row.id),
    ),
  );
}

type KeptFile = { readonly sha256: string; readonly name: string; readonly size: number };

function viewOf(row: FieldCheckRow, reader: FieldCheckReader, files: readonly KeptFile[]): FieldCheckView {
  const detail = JSON.parse(row.detail) as ViolationDetail;
  const state = row.received_at !== null ? "done" : row.withdrawn_at !== null ? "withdrawn" : "open";
  return {
    id: row.id,
    violation: row.violation,
    violationName: placeName(detail),
    classTitle: detail.classTitle,
    areaMu: detail.areaMu,
    centre: [detail.centre[0], detail.centre[1]],
    geometry: detail.geometry as FieldCheckView["geometry"],
    lead: row.lead,
    office: row.office,
    assignee: row.assignee,
    assigneeName: row.assignee_name ?? "",
    givenByName: row.giver_name ?? "",
    givenAt: row.given_at,
    due: row.due,
    words: row.words,
    state,
    isOverdue: state === "open" && row.due < dayInChina(reader.now),
    withdrawn:
      row.withdrawn_at === null ? null : { at: row.withdrawn_at, byName: row.withdrawer_name ?? "", reason: row.withdrawn_reason ?? "" },
    received: state === "open" ? files.map(({ sha256 }) => sha256) : [],
    mayCheck: state === "open" && reader.mayCheck,
    mayWithdraw: state === "open" && reader.mayWithdraw,
    result: row.received_at === null ? null : resultOf(row, { reader, files, outline: detail.geometry as Outline }),
  };
}

function resultOf(
  row: FieldCheckRow,
  { reader: { mayOpen }, files, outline }: { reader: FieldCheckReader; files: readonly KeptFile[]; outline: Outline },
): FieldCheckView["result"] {
  const record = row.record === null ? null : (JSON.parse(row.record) as FieldRecord);
  const kept = mayOpen && record !== null;
  const position = record?.position ?? { state: "not-taken" as const };
  return {
    finding: record?.finding ?? "cannot-tell",
    classTitle: classTitle(record?.class ?? null),
    note: record === null ? "" : mayOpen ? record.note : MASK,
    position,
    metresToOutline:
      position.state === "measured" ? metresToOutline([Number(position.longitude), Number(position.latitude)], outline) : null,
    recordedAt: record?.recordedAt ?? row.received_at ?? "",
    receivedAt: row.received_at ?? "",
    clockSeconds: row.clock_seconds ?? 0,
    record: row.record_sha256 ?? "",
    capture: row.capture ?? "",
    standing: row.standing ?? "",
    standingText: captureStanding(row.standing ?? ""),
    key: row.verifier_key === null ? "" : keyName(row.verifier_key),
    files: kept ? files.map((file) => fileView(file, record)) : [],
    signers: (record?.signatures ?? []).map(({ role, name, sha256, signedAt }) => ({
      role,
      // Who was present is a person outside the house.
      name: role === "checker" || mayOpen ? name : MASK,
      sha256,
      signedAt,
    })),
    mayOpen,
    isErased: row.erased_at !== null,
    ledgerIndex: row.ledger_index,
  };
}

function classTitle(id: string | null): Text | null {
  return id !== null && Object.hasOwn(CHANGE_CLASSES, id) ? CHANGE_CLASSES[id as keyof typeof CHANGE_CLASSES] : null;
}

function fileView({ sha256, name, size }: KeptFile, { photos, signatures }: FieldRecord) {
  const photo = photos.find((each) => each.sha256 === sha256);
  const signature = signatures.find((each) => each.sha256 === sha256);
  const kind = photo ? ("photo" as const) : signature ? ("signature" as const) : ("record" as const);
  return { sha256, kind, name: photo?.name ?? (name || FIELD_RECORD_NAME), size, at: photo?.takenAt ?? signature?.signedAt ?? null };
}
