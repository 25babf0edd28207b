import { buffer } from "node:stream/consumers";
import {
  CAPTURE_SUPPLEMENT,
  type JsonObject,
  openProofSource,
  type ProvingLedger,
  parseCanonicalJson,
  readCapture,
  type Supplement,
} from "@yuejian/chain/format";
import type { FileStore } from "@yuejian/contracts";
import type { Drain } from "../outbox/index.ts";
import type { SupplementProvider } from "../proofs/supplements.ts";
import type { Store } from "../store/index.ts";

export interface CaptureSupplementPorts {
  readonly store: Store;
  readonly files: Pick<FileStore, "read">;
  readonly ledger: ProvingLedger;
  readonly drain: Pick<Drain, "settled">;
}

const LIMIT = 5;

/** To the proof of a file: the captures that are about it, each with the entry in which the house says what its key was. Only files' proofs carry
 *  them: a capture names people and places, which the proof of a row or a lead need not tell. */
export function captureSupplements(ports: CaptureSupplementPorts): SupplementProvider {
  return {
    kind: CAPTURE_SUPPLEMENT,
    async supplementsFor({ note, checkpoint, entries }) {
      const [entry] = entries;
      if (entries.length !== 1 || entry?.statement.type !== "file.registered") return [];
      const rows = await ports.store.db
        .selectFrom("capture_files")
        .innerJoin("captures", "captures.id", "capture_files.capture")
        .innerJoin("outbox", "outbox.id", "captures.outbox")
        .leftJoin("ledger_contents", "ledger_contents.sha256", "outbox.content_sha256")
        .select(["captures.sha256", "captures.outbox", "ledger_contents.content"])
        .where("capture_files.sha256", "=", entry.statement.sha256)
        .orderBy("captures.outbox")
        .limit(LIMIT)
        .execute();
      const source = await openProofSource(ports.ledger, note);
      const found: Supplement[] = [];
      for (const { sha256, outbox, content } of rows) {
        const index = await ports.drain.settled(outbox);
        // Younger than the checkpoint: the next proof carries it.
        if (index >= checkpoint.size || content === null) continue;
        const document = readCapture(await buffer((await ports.files.read(sha256)).content));
        const received = { entry: await source.entry(index), content: parseCanonicalJson(content, "content") as JsonObject };
        found.push({ kind: CAPTURE_SUPPLEMENT, document, received } as unknown as Supplement);
      }
      return found;
    },
  };
}
