import { type Clock, type Ids, parseRowRef, SEAL_RULES, type SealBasisId, type SealKind, YuejianError } from "@yuejian/contracts";
import type { Lake } from "@yuejian/data";
import type { Outbox } from "../outbox/index.ts";
import type { Row, Store, StoreTransaction } from "../store/index.ts";
import { closeFlags, leadsOnDeletedRows, placesOf, raiseFlags, relianceOn } from "./flags.ts";

export interface SealPorts {
  readonly store: Store;
  readonly outbox: Pick<Outbox, "record" | "recordAll">;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly lake: Pick<Lake, "sealedRows">;
  /** What is written with each change, in its transaction. */
  readonly alongside?: (trx: StoreTransaction) => Promise<void>;
}

export interface NewSeal {
  readonly kind: SealKind;
  /** Row reference, for `record`. */
  readonly ref?: string | undefined;
  /** Resident id, for `person` and `release`. */
  readonly person?: string | undefined;
  readonly dataset?: string | undefined;
  readonly basis: SealBasisId;
  readonly reason: string;
  readonly actor: { readonly id: string; readonly office: string };
}

/** Seals a record or a person's records, or takes a person out of the rules. What lies in the lake is closed from the commit on; leads that
 *  rest on it are flagged before this resolves. RECORD_UNKNOWN, REQUEST_INVALID, REASON_NEEDED */
export async function seal(ports: SealPorts, given: NewSeal): Promise<Row<"seals">> {
  const { kind, basis, actor } = given;
  const reason = given.reason.trim();
  if (reason === "") throw new YuejianError("REASON_NEEDED");
  const place = kind === "record" ? await placeOf(ports.store, given.ref) : null;
  const person = kind === "record" ? null : personOf(given.person);
  const now = new Date(ports.clock.now()).toISOString();
  const row = await ports.store.write(async (trx) => {
    const id = ports.ids.next("sel");
    const dataset = given.dataset ?? null;
    const outbox = await ports.outbox.record(trx, {
      type: "seal.changed",
      subject: id,
      organisation: actor.office,
      content: { id, kind, ref: given.ref ?? null, person, dataset, basis, reason, by: actor.id, at: now },
    });
    await ports.alongside?.(trx);
    return trx
      .insertInto("seals")
      .values({
        id,
        kind,
        dataset,
        batch: place?.batch ?? null,
        row: place?.row ?? null,
        person,
        basis,
        reason,
        sealed_by: actor.id,
        sealed_at: now,
        lifted_by: null,
        lifted_at: null,
        lift_reason: null,
        outbox,
        lift_outbox: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  await refreshSealedLeads(ports);
  return row;
}

/** SEAL_UNKNOWN, SEAL_LIFTED, REASON_NEEDED */
export async function liftSeal(
  ports: SealPorts,
  id: string,
  { reason, actor }: { readonly reason: string; readonly actor: { readonly id: string; readonly office: string } },
): Promise<Row<"seals">> {
  if (reason.trim() === "") throw new YuejianError("REASON_NEEDED");
  const now = new Date(ports.clock.now()).toISOString();
  const row = await ports.store.write(async (trx) => {
    const known = await trx.selectFrom("seals").selectAll().where("id", "=", id).executeTakeFirst();
    if (!known) throw new YuejianError("SEAL_UNKNOWN", { seal: id });
    if (known.lifted_at !== null) throw new YuejianError("SEAL_LIFTED", { seal: id });
    const entry = await ports.outbox.record(trx, {
      type: "seal.changed",
      subject: id,
      organisation: actor.office,
      content: { id, lifted: true, reason: reason.trim(), by: actor.id, at: now },
    });
    await ports.alongside?.(trx);
    return trx
      .updateTable("seals")
      .set({ lifted_by: actor.id, lifted_at: now, lift_reason: reason.trim(), lift_outbox: entry })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  await refreshSealedLeads(ports);
  return row;
}

/** Brings the flags of leads into line with what is sealed now: leads on sealed rows are closed, leads whose rows were opened are free again.
 *  Looks at the sealed rows, which are few, not at the leads. */
export async function refreshSealedLeads(ports: SealPorts): Promise<void> {
  const { store } = ports;
  const loaded = await store.db.selectFrom("batches").select("dataset").distinct().execute();
  const byBasis = new Map<SealBasisId, Set<string>>();
  for (const { dataset } of loaded) {
    const sealed = await ports.lake.sealedRows(dataset);
    for (const [basis, rows] of Map.groupBy(sealed, ([, each]) => each)) {
      const { leads } = await relianceOn(store.db, placesOf(rows.map(([ref]) => ref)));
      for (const lead of leads) byBasis.set(basis, (byBasis.get(basis) ?? new Set()).add(lead));
    }
  }
  const open = await store.db
    .selectFrom("lead_flags")
    .select(["lead", "source"])
    .where("kind", "=", "sealed")
    .where("resolved_at", "is", null)
    .execute();
  // A sealed row that was deleted is no longer found to be sealed; what a lead took from it stays closed.
  const resting = await leadsOnDeletedRows(
    store.db,
    open.map(({ lead }) => lead),
  );
  await store.write(async (trx) => {
    for (const [source, leads] of byBasis) await raiseFlags(trx, ports, { kind: "sealed", source, leads: [...leads] });
    for (const [source, flags] of Map.groupBy(open, (flag) => flag.source)) {
      const ended = flags.map(({ lead }) => lead).filter((lead) => !byBasis.get(source as SealBasisId)?.has(lead) && !resting.has(lead));
      if (ended.length > 0) await closeFlags(trx, ports, { kind: "sealed", source, leads: ended, by: "system", outcome: "lifted" });
    }
  });
}

/** Whether rows of the dataset close others by a rule, so that what is loaded into it may close leads. */
export function closesOthers(dataset: string): boolean {
  return SEAL_RULES.some((rule) => rule.dataset === dataset);
}

async function placeOf({ db }: Store, ref: string | undefined): Promise<{ batch: string; row: number }> {
  const place = parseRowRef(ref ?? "");
  const batch = place && (await db.selectFrom("batches").select("id").where("id", "=", place.batch).executeTakeFirst());
  if (!place || !batch) throw new YuejianError("RECORD_UNKNOWN", { ref: ref ?? "" });
  return place;
}

function personOf(person: string | undefined): string {
  const id = (person ?? "").trim().toUpperCase();
  if (/^(\d{17}[\dX]|\d{15})$/.test(id)) return id;
  throw new YuejianError("REQUEST_INVALID", {
    where: "body.person",
    reason: "must be a resident id",
    reason_zh: "应为身份证号",
    reason_en: "must be a resident id",
  });
}
