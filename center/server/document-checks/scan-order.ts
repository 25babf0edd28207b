import { createReadStream } from "node:fs";
import { type DocumentCaseRecord, type DocumentSource, YuejianError } from "@yuejian/contracts";
import type { Account } from "../identity/index.ts";
import type { Job } from "../jobs/index.ts";
import type { Work } from "../work/index.ts";
import type { CheckOptions } from "./make-check.ts";
import type { CasePlace, Comparison } from "./material.ts";
import type { DocumentPorts } from "./ports.ts";

/** A check that waits until the pages are recognised: all that was known when it was asked for. */
export interface ScanOrder {
  readonly name: string;
  readonly options: CheckOptions;
  readonly source: DocumentSource;
  readonly place: CasePlace;
  readonly comparison: Comparison;
  readonly purpose: string | null;
}

/** Scans of one person, and of the house, that wait or are being recognised. */
const [MOST_OWN, MOST] = [3, 20];

/** Puts the recognition of a file into the queue; its check is made by the job. DOCUMENTS_WAITING */
export async function queueScan(
  ports: DocumentPorts & { readonly work: Pick<Work, "checkScan"> },
  { path, order, account }: { readonly path: string; readonly order: ScanOrder; readonly account: Account },
): Promise<Job> {
  const { store, files, ids, clock, audit, work } = ports;
  const open = store.db
    .selectFrom("jobs")
    .select((build) => build.fn.countAll<number>().as("open"))
    .where("kind", "=", "check-scan")
    .where("status", "in", ["queued", "running"]);
  const [own, all] = [await open.where("actor", "=", account.id).executeTakeFirstOrThrow(), await open.executeTakeFirstOrThrow()];
  if (own.open >= MOST_OWN || all.open >= MOST)
    throw new YuejianError("DOCUMENTS_WAITING", { waiting: own.open >= MOST_OWN ? own.open : all.open });
  const stored = await files.put(createReadStream(path) as AsyncIterable<Uint8Array>);
  const check = ids.next("dck");
  return store.write(async (trx) => {
    await trx
      .insertInto("document_scans")
      .values({
        id: check,
        actor: account.id,
        office: account.office,
        at: new Date(clock.now()).toISOString(),
        file_sha256: stored.sha256,
        given: writeGiven(order),
      })
      .execute();
    await audit.recordIn(trx, {
      actor: account,
      action: "document.check",
      subject: order.place.caseId ?? order.place.handledCase ?? check,
      purpose: order.purpose,
      outcome: "done",
      detail: `${check}: a scan is to be recognised`,
    });
    return work.checkScan({ check, actor: account }, trx);
  });
}

/** Amounts are whole numbers that JSON does not know. */
type KeptRecord = Omit<DocumentCaseRecord, "amount"> & { readonly amount: string | null };

interface Given {
  readonly comparison: Comparison;
}

/** What was known of a case when a check was asked for, for the job that makes it. */
export function writeGiven({ comparison, ...order }: Given): string {
  const records = comparison.records.map((record): KeptRecord => ({ ...record, amount: record.amount?.toString() ?? null }));
  return JSON.stringify({ ...order, comparison: { ...comparison, records } });
}

/** As it was written: the caller knows what else stands in it. */
export function readGiven(given: string): Given {
  const { comparison, ...order } = JSON.parse(given) as {
    readonly comparison: Omit<Comparison, "records"> & { readonly records: readonly KeptRecord[] };
  };
  const records = comparison.records.map(({ amount, ...record }) => ({ ...record, amount: amount === null ? null : BigInt(amount) }));
  return { ...order, comparison: { ...comparison, records } };
}
