import { type CaptureDocument, readCapture } from "@yuejian/chain/format";
import {
  canonicalJson,
  FIELD_FINDINGS,
  FIELD_LIMITS,
  FIELD_RECORD_NAME,
  type FieldRecord,
  type StoredFile,
  YuejianError,
} from "@yuejian/contracts";
import { CHANGE_CLASSES } from "@yuejian/farmland";
import { type CheckedCapture, checkCapture, receiveCaptureIn } from "../captures/index.ts";
import type { SniffedType } from "../files/index.ts";
import type { Account } from "../identity/index.ts";
import { contentDigests } from "../outbox/index.ts";
import { areBytesNeeded } from "../safeguards/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import { type FieldCheckPorts, note, withdrawnError } from "./change-field-check.ts";

type FieldCheck = Row<"field_checks">;

const PICTURES: ReadonlySet<SniffedType> = new Set(["jpeg", "png", "webp"]);
/** Photos, two signatures. */
const FILES = FIELD_LIMITS.photos + 2;

export interface SentFile {
  readonly name: string;
  readonly type: SniffedType;
  readonly stored: { readonly size: number; readonly sha256: string; readonly sm3: string };
}

/** Keeps a file of a check until its record comes; the same bytes again are no second file.
 *  FIELD_FILE_OTHER, FIELD_FILE_NO_PICTURE, FIELD_FILES_TOO_MANY, FIELD_CHECK_WITHDRAWN, FIELD_CHECK_DONE */
export async function receiveCheckFile(
  ports: FieldCheckPorts,
  check: string,
  { sent: { name, type, stored }, expected }: { sent: SentFile; expected: string },
): Promise<void> {
  try {
    if (stored.sha256 !== expected)
      throw new YuejianError("FIELD_FILE_OTHER", { name, expected: expected.slice(0, 12), found: stored.sha256.slice(0, 12) });
    if (!PICTURES.has(type)) throw new YuejianError("FIELD_FILE_NO_PICTURE", { name });
    await ports.store.write(async (trx) => {
      await openCheck(trx, check);
      const known = await trx.selectFrom("field_check_files").select("sha256").where("field_check", "=", check).execute();
      if (known.some(({ sha256 }) => sha256 === stored.sha256)) return;
      if (known.length >= FILES) throw new YuejianError("FIELD_FILES_TOO_MANY", { limit: FIELD_LIMITS.photos });
      const uploaded = { uploaded_at: new Date(ports.clock.now()).toISOString(), erased_at: null };
      await trx
        .insertInto("field_check_files")
        .values({ field_check: check, name, type, ...stored, ...uploaded })
        .execute();
    });
  } catch (cause) {
    if (!(await areBytesNeeded(ports.store.db, stored.sha256))) await ports.files.remove(stored.sha256);
    throw cause;
  }
}

/** A check that waits for its record. */
async function openCheck(trx: StoreTransaction, id: string): Promise<FieldCheck> {
  const row = await trx.selectFrom("field_checks").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("FIELD_CHECK_UNKNOWN", { check: id });
  if (row.withdrawn_at !== null) throw await withdrawnError(trx, row);
  if (row.record_sha256 !== null) throw new YuejianError("FIELD_CHECK_DONE", { record: row.record_sha256.slice(0, 12) });
  return row;
}

export interface Received {
  readonly check: FieldCheck;
  readonly lead: string | null;
  readonly record: FieldRecord;
  /** The document's one text. */
  readonly capture: string;
  /** The device's clock when it sent. */
  readonly sentAt: string;
  readonly by: Account;
}

/** Takes in what the device bound together, in one commit: record, capture with the standing of its key, digests of all files, statement, audit, the lead's history.
 *  Once: the same record again changes nothing. FIELD_RECORD_OTHER, FIELD_FILES_MISSING, FIELD_CHECK_WITHDRAWN, FIELD_CHECK_DONE, CAPTURE_BROKEN, CAPTURE_FILE_OTHER, PROOF_MALFORMED */
export async function receiveFieldRecord(ports: FieldCheckPorts, given: Received): Promise<void> {
  const { record, by } = given;
  const bytes = Buffer.from(canonicalJson(record), "utf8");
  const file = { size: bytes.length, ...contentDigests(bytes) };
  if (given.check.record_sha256 === file.sha256) return;
  demandWhole(record, { check: given.check, by });
  const captured = await checkCapture(ports, Buffer.from(given.capture, "utf8"), { name: FIELD_RECORD_NAME, ...file });
  demandSame(record, readCapture(Buffer.from(given.capture, "utf8")), file.sha256);
  const stored = await ports.files.put(bytes);
  try {
    await ports.store.write((trx) => keepRecord(trx, ports, { ...given, captured, stored, text: bytes.toString("utf8") }));
  } catch (cause) {
    for (const { sha256 } of [stored, captured.stored])
      if (!(await areBytesNeeded(ports.store.db, sha256))) await ports.files.remove(sha256);
    throw cause;
  }
}

async function keepRecord(
  trx: StoreTransaction,
  ports: FieldCheckPorts,
  given: Received & { readonly captured: CheckedCapture; readonly stored: StoredFile; readonly text: string },
): Promise<void> {
  const { record, by, captured, stored } = given;
  const again = await trx.selectFrom("field_checks").select("id").where("record_sha256", "=", stored.sha256).executeTakeFirst();
  if (again) return;
  const row = await openCheck(trx, given.check.id);
  const kept = await keptFiles(trx, record);
  const received = await receiveCaptureIn(trx, ports, { ...captured, actor: by });
  for (const each of [stored, ...kept]) await registerFile(trx, ports, each, row.office);
  const facts = { finding: record.finding, record: stored.sha256, capture: received.id, standing: received.standing };
  const words = FIELD_FINDINGS[record.finding].zh;
  const outbox = await note(trx, ports, { check: row, lead: given.lead, by, change: "received", note: words, facts });
  const now = ports.clock.now();
  const at = new Date(now).toISOString();
  await trx
    .insertInto("field_check_files")
    .values({ field_check: row.id, ...stored, type: "text", name: FIELD_RECORD_NAME, uploaded_at: at, erased_at: null })
    .execute();
  await trx
    .updateTable("field_checks")
    .set({
      record_sha256: stored.sha256,
      record: given.text,
      capture: received.id,
      clock_seconds: Math.round((Date.parse(given.sentAt) - now) / 1000),
      received_by: by.id,
      received_at: at,
      outbox,
    })
    .where("id", "=", row.id)
    .execute();
}

/** Its proof then carries the capture. The same content is registered once. */
async function registerFile(
  trx: StoreTransaction,
  { outbox }: Pick<FieldCheckPorts, "outbox">,
  { size, sha256, sm3 }: SentFile["stored"],
  organisation: string,
): Promise<void> {
  const subject = `file:${sha256}`;
  const earlier = await trx.selectFrom("outbox").select("id").where("subject", "=", subject).executeTakeFirst();
  if (!earlier) await outbox.recordFile(trx, { subject, file: { size, sha256, sm3 }, organisation });
}

function refused(zh: string, en: string): YuejianError {
  return new YuejianError("FIELD_RECORD_OTHER", { reason: en, reason_zh: zh, reason_en: en });
}

/** The record is about this check, by this person, and complete. */
function demandWhole(
  { check, violation, checker, finding, class: kind, signatures }: FieldRecord,
  given: { check: FieldCheck; by: Account },
): void {
  if (check !== given.check.id || violation !== given.check.violation) throw refused("它是另一任务的记录", "it is of another task");
  if (checker.id !== given.by.id) throw refused("核查人不是当前登录的人", "its checker is not who is signed in");
  if (kind !== null && !Object.hasOwn(CHANGE_CLASSES, kind)) throw refused(`没有“${kind}”这一类别`, `there is no class ${kind}`);
  if ((finding === "confirmed") !== (kind !== null))
    throw refused("属实须写明类别，其他结论不写类别", "a class is told where it is confirmed, and only there");
  if (signatures.filter(({ role }) => role === "checker").length !== 1)
    throw refused("须有核查人的一个签名", "it needs one signature of the checker");
  if (new Set(signatures.map(({ role }) => role)).size < signatures.length) throw refused("同一人签了两次", "a role signed twice");
}

/** The signed capture is over the record and exactly its files, at the same place. */
function demandSame(record: FieldRecord, { statement }: CaptureDocument, own: string): void {
  const named = [...record.photos, ...record.signatures].map(({ sha256, size }) => `${sha256} ${size}`);
  const signed = statement.files.filter(({ sha256 }) => sha256 !== own).map(({ sha256, size }) => `${sha256} ${size}`);
  if (new Set(named).size < named.length) throw refused("同一文件列了两次", "a file is named twice");
  if (named.toSorted().join() !== signed.toSorted().join())
    throw refused("设备签名所含文件与记录所列不一致", "the device signed other files than the record names");
  const { place } = statement;
  const { position } = record;
  const isSame =
    position.state === "measured"
      ? place.kind === "coordinates" && place.latitude === position.latitude && place.longitude === position.longitude
      : place.kind === "withheld";
  if (!isSame) throw refused("设备签名的位置与记录不一致", "the device signed another place than the record tells");
}

/** The files that the record names, which must be here. */
async function keptFiles(trx: StoreTransaction, { check, photos, signatures }: FieldRecord): Promise<Row<"field_check_files">[]> {
  const kept = await trx.selectFrom("field_check_files").selectAll().where("field_check", "=", check).execute();
  const named = [...photos, ...signatures];
  const missing = named.filter(({ sha256, size }) => !kept.some((each) => each.sha256 === sha256 && each.size === size));
  if (missing[0]) throw new YuejianError("FIELD_FILES_MISSING", { count: missing.length, first: missing[0].sha256.slice(0, 12) });
  return kept.filter(({ sha256 }) => named.some((each) => each.sha256 === sha256));
}
