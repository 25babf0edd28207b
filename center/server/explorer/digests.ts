import type { DigestMatch } from "@yuejian/contracts/api";
import type { Reading } from "../store/index.ts";
import type { Checkpoints } from "./checkpoints.ts";

interface Ports {
  readonly db: Reading;
  readonly checkpoints: Pick<Checkpoints, "finalityOf">;
  /** Whether the caller may be told of a dataset. */
  readonly maySee: (dataset: string) => boolean;
  readonly maySeeDevices: boolean;
}

/** Nobody reads more of one file. */
const MOST = 50;

/** Where a digest stands, oldest first: as that of a stated content, of the source file of a batch, or of a file of a capture. */
export async function findDigest({ db, checkpoints, maySee, maySeeDevices }: Ports, digest: string): Promise<DigestMatch[]> {
  const stated = await db
    .selectFrom("outbox")
    .select(["ledger_index", "type", "subject", "organisation", "at", "content_sha256"])
    .where((build) => build.or([build("content_sha256", "=", digest), build("sm3", "=", digest)]))
    .orderBy("id")
    .limit(MOST)
    .execute();
  const sources = await db
    .selectFrom("batches")
    .innerJoin("outbox", "outbox.id", "batches.outbox")
    .leftJoin("users", "users.id", "batches.actor")
    .select(["outbox.ledger_index", "outbox.type", "outbox.subject", "outbox.organisation", "outbox.at"])
    .select(["batches.dataset", "users.display_name"])
    .where("batches.file_sha256", "=", digest)
    .orderBy("outbox.id")
    .limit(MOST)
    .execute();
  const captures = await db
    .selectFrom("capture_files")
    .innerJoin("captures", "captures.id", "capture_files.capture")
    .innerJoin("outbox", "outbox.id", "captures.outbox")
    .leftJoin("users", "users.id", "captures.received_by")
    .leftJoin("device_keys", "device_keys.id", "captures.device_key")
    .select(["outbox.ledger_index", "outbox.type", "outbox.subject", "outbox.organisation", "outbox.at"])
    .select(["captures.standing", "captures.verifier_key", "device_keys.holder", "users.display_name"])
    .where("capture_files.sha256", "=", digest)
    .orderBy("outbox.id")
    .limit(MOST)
    .execute();
  const finality = (index: number | null) =>
    index === null ? ({ state: "open", size: null } as const) : checkpoints.finalityOf(index + 1);
  return Promise.all([
    ...stated.map(async (row): Promise<DigestMatch> => {
      const { ledger_index: index, type, subject, at } = row;
      const matched = row.content_sha256 === digest ? "sha256" : "sm3";
      const known = { index, type, subject, organisation: row.organisation ?? "", at, matched } as const;
      return { ...known, as: "content", dataset: null, submittedBy: null, device: null, finality: await finality(index) };
    }),
    ...sources.map(async (row): Promise<DigestMatch> => {
      const { ledger_index: index, type, subject, at } = row;
      const known = { index, type, subject, organisation: row.organisation ?? "", at, matched: "sha256" } as const;
      const [dataset, submittedBy] = maySee(row.dataset) ? [row.dataset, row.display_name] : [null, null];
      return { ...known, as: "source", dataset, submittedBy, device: null, finality: await finality(index) };
    }),
    ...captures.map(async (row): Promise<DigestMatch> => {
      const { ledger_index: index, type, subject, at } = row;
      const known = { index, type, subject, organisation: row.organisation ?? "", at, matched: "sha256" } as const;
      const name = row.holder ?? row.verifier_key.split("+")[0] ?? "";
      const device = maySeeDevices ? { name, isRegistered: row.standing === "registered" } : null;
      const submittedBy = maySeeDevices ? row.display_name : null;
      return { ...known, as: "capture", dataset: null, submittedBy, device, finality: await finality(index) };
    }),
  ]);
}
