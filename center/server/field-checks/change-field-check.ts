import { type Office, YuejianError } from "@yuejian/contracts";
import { checkDay, dayInChina } from "@yuejian/oversight";
import type { Audit } from "../audit/index.ts";
import type { KeptFiles } from "../files/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import type { Outbox } from "../outbox/index.ts";
import { areBytesNeeded } from "../safeguards/index.ts";
import type { Row, StoreTransaction } from "../store/index.ts";
import { type LeadChangePorts, remarkLeadIn } from "../work/index.ts";

export interface FieldCheckPorts extends Ground, Pick<LeadChangePorts, "manifestOf"> {
  readonly outbox: Outbox;
  readonly audit: Audit;
  readonly offices: readonly Office[];
  readonly files: Pick<KeptFiles, "put" | "read" | "remove">;
  /** Where the house's trusted roots lie. */
  readonly ledgerFolder: string;
}

type FieldCheck = Row<"field_checks">;

/** Gives somebody a violation to look at. Who may give and who may be given it was decided before. DAY_INVALID */
export async function giveFieldCheck(
  ports: FieldCheckPorts,
  given: {
    readonly violation: string;
    readonly office: string;
    readonly lead: string | null;
    readonly assignee: Account;
    readonly due: string;
    readonly words: string;
    readonly by: Account;
  },
): Promise<string> {
  const { violation, office, lead, assignee, due, by } = given;
  const refusal = checkDay(due, { what: { zh: "现场核查期限", en: "The day for the field check" }, from: dayInChina(ports.clock.now()) });
  if (refusal) throw new YuejianError(refusal.code, refusal.parameters);
  const id = ports.ids.next("fck");
  const at = new Date(ports.clock.now()).toISOString();
  const words = given.words.trim();
  await ports.store.write(async (trx) => {
    const row = { id, violation, office, assignee: assignee.id, words, due, given_by: by.id, given_at: at };
    const open = { withdrawn_by: null, withdrawn_at: null, withdrawn_reason: null, record_sha256: null, record: null, capture: null };
    const waiting = { clock_seconds: null, received_by: null, received_at: null, outbox: null, erased_at: null };
    await trx
      .insertInto("field_checks")
      .values({ ...row, ...open, ...waiting })
      .execute();
    await note(trx, ports, {
      check: { id, violation, office },
      lead,
      by,
      change: "given",
      note: words,
      facts: { assignee: assignee.id, due },
    });
  });
  return id;
}

/** Takes a task back that nobody answered yet; what its device sent so far is dropped here and stays there. FIELD_CHECK_SETTLED, FIELD_CHECK_WITHDRAWN, REASON_NEEDED */
export async function withdrawFieldCheck(
  ports: FieldCheckPorts,
  { check, lead, reason: said, by }: { check: FieldCheck; lead: string | null; reason: string; by: Account },
): Promise<void> {
  const reason = said.trim();
  if (reason === "") throw new YuejianError("REASON_NEEDED");
  const at = new Date(ports.clock.now()).toISOString();
  const dropped = await ports.store.write(async (trx) => {
    const row = await trx.selectFrom("field_checks").selectAll().where("id", "=", check.id).executeTakeFirstOrThrow();
    if (row.received_at !== null) throw new YuejianError("FIELD_CHECK_SETTLED");
    if (row.withdrawn_at !== null) throw await withdrawnError(trx, row);
    const withdrawn = { withdrawn_by: by.id, withdrawn_at: at, withdrawn_reason: reason };
    await trx.updateTable("field_checks").set(withdrawn).where("id", "=", row.id).execute();
    const files = await trx.deleteFrom("field_check_files").where("field_check", "=", row.id).returning("sha256").execute();
    await note(trx, ports, { check: row, lead, by, change: "withdrawn", note: reason, facts: {} });
    return files;
  });
  for (const { sha256 } of dropped) if (!(await areBytesNeeded(ports.store.db, sha256))) await ports.files.remove(sha256);
}

export async function withdrawnError(db: Pick<StoreTransaction, "selectFrom">, row: FieldCheck): Promise<YuejianError> {
  const user = await db
    .selectFrom("users")
    .select("display_name")
    .where("id", "=", row.withdrawn_by ?? "")
    .executeTakeFirst();
  const at = row.withdrawn_at ?? "";
  return new YuejianError("FIELD_CHECK_WITHDRAWN", { at, by: user?.display_name ?? "", reason: row.withdrawn_reason ?? "" });
}

export interface FieldCheckNote {
  readonly check: Pick<FieldCheck, "id" | "violation" | "office">;
  readonly lead: string | null;
  readonly by: Account;
  readonly change: "given" | "withdrawn" | "received";
  readonly note: string;
  readonly facts: Readonly<Record<string, string>>;
}

/** What happened to a check: on the ledger, in the audit, and in the lead's history where the place is a lead. Gives the outbox id. */
export async function note(
  trx: StoreTransaction,
  ports: Omit<FieldCheckPorts, "store">,
  { check, lead, by, change, note: words, facts }: FieldCheckNote,
): Promise<number> {
  const at = new Date(ports.clock.now()).toISOString();
  const content = { change, id: check.id, violation: check.violation, note: words, ...facts, by: by.id, at };
  const outbox = await ports.outbox.record(trx, { type: "field-check.changed", subject: check.id, organisation: check.office, content });
  const action = change === "received" ? "farmland.check" : "farmland.assign";
  await ports.audit.recordIn(trx, { actor: by, action, subject: check.id, outcome: "done", detail: `${change} ${check.violation}` });
  const open = lead === null ? undefined : await trx.selectFrom("leads").select("expired_at").where("id", "=", lead).executeTakeFirst();
  if (lead !== null && open?.expired_at === null) {
    const details = { check: check.id, ...facts };
    await remarkLeadIn(trx, ports, { lead, kind: `field-check-${change}`, note: words === "" ? null : words, details, actor: by });
  }
  return outbox;
}
