import { buffer } from "node:stream/consumers";
import { encodeProof, type ProofDocument } from "@yuejian/chain/format";
import { type ModelManifest, type Office, YuejianError } from "@yuejian/contracts";
import type { FieldCheckView, ViolationDetailView } from "@yuejian/contracts/api";
import { type PlacedPicture, photoSize, writeWord } from "@yuejian/documents";
import { articleText } from "@yuejian/legal-research";
import type { Audit } from "../audit/index.ts";
import { printPdf } from "../documents/index.ts";
import type { KeptFiles } from "../files/index.ts";
import type { Account, Ground } from "../identity/index.ts";
import { articleKey, heldWording, type LawLibrary } from "../laws/index.ts";
import { contentDigests } from "../outbox/index.ts";
import { reportDocument } from "./report-document.ts";
import type { RunResult } from "./save-run.ts";
import type { ViolationRow } from "./views.ts";

export interface ReportPorts extends Ground {
  readonly audit: Audit;
  readonly files: Pick<KeptFiles, "read">;
  readonly library: LawLibrary;
  readonly offices: readonly Office[];
  readonly manifest: Pick<ModelManifest, "legalBasis" | "lawfulExplanations" | "settledBy">;
}

export interface ReportOrder {
  readonly row: ViolationRow;
  readonly detail: ViolationDetailView;
  readonly run: RunResult;
  readonly measuredAt: string;
  /** Checks on the ground as the person may see them. */
  readonly checks: readonly FieldCheckView[];
  readonly proof: ProofDocument | null;
  readonly format: "docx" | "pdf";
  readonly by: Account;
}

/** The report of one violation as Word or PDF; its digest goes on the ledger. PDF_NOT_PRINTED */
export async function issueReport(ports: ReportPorts, order: ReportOrder): Promise<Uint8Array> {
  const { row, detail, run, measuredAt, proof, format, by } = order;
  const document = reportDocument({
    detail,
    officeName: ports.offices.find(({ id }) => id === row.office)?.name.zh ?? row.office,
    run,
    measuredAt,
    chips: await chipsOf(ports.files, row),
    law: await lawOf(ports, measuredAt.slice(0, 10)),
    manifest: ports.manifest,
    fieldChecks: await Promise.all(order.checks.map(async (check) => ({ check, photos: await photosOf(ports.files, check) }))),
    proof: proof === null ? null : { document: proof, digest: contentDigests(Buffer.from(encodeProof(proof), "utf8")).sha256 },
  });
  const bytes = await (format === "docx" ? writeWord(document) : printPdf(document));
  const id = ports.ids.next("crt");
  await ports.store.write(async (trx) => {
    await ports.outbox.record(trx, {
      type: "certificate.issued",
      subject: id,
      organisation: by.office,
      content: {
        id,
        ref: row.id,
        run: row.last_run,
        format,
        certificate: { size: bytes.length, ...contentDigests(bytes) },
        by: by.id,
        at: new Date(ports.clock.now()).toISOString(),
      },
    });
    await ports.audit.recordIn(trx, {
      actor: by,
      action: "farmland.read",
      subject: row.id,
      outcome: "done",
      detail: `report as ${format}`,
    });
  });
  return bytes;
}

async function chipsOf(files: ReportPorts["files"], row: ViolationRow): Promise<PlacedPicture[]> {
  const chips: PlacedPicture[] = [];
  for (const [sha256, caption] of [
    [row.before_sha256, `变化前 ${row.before_date ?? ""}`],
    [row.after_sha256, `变化后 ${row.after_date ?? ""}`],
  ] as const) {
    if (sha256 === null) continue;
    const chip = await pictureOf(files, sha256, caption);
    if (chip !== null) chips.push(chip);
  }
  return chips;
}

/** Photos of a check in a report, and the bytes of one: a document of hundreds of megabytes helps nobody. */
const MOST_PHOTOS = 6;
const PHOTO_BYTES = 12 * 1024 ** 2;

async function photosOf(files: ReportPorts["files"], { result }: FieldCheckView): Promise<PlacedPicture[]> {
  const photos: PlacedPicture[] = [];
  for (const { kind, sha256, name, size, at } of result?.files ?? []) {
    if (kind !== "photo" || size > PHOTO_BYTES || photos.length === MOST_PHOTOS) continue;
    const photo = await pictureOf(files, sha256, `${name}（设备时间 ${at ?? ""}）`);
    if (photo !== null) photos.push(photo);
  }
  return photos;
}

/** A kept picture as a document takes it; null for a kind that it cannot hold. */
async function pictureOf(files: ReportPorts["files"], sha256: string, caption: string): Promise<PlacedPicture | null> {
  const png = await buffer((await files.read(sha256)).content);
  const size = photoSize(png);
  return size === null ? null : { png, isJpeg: size.kind === "jpeg", width: size.width, height: size.height, caption };
}

/** The articles of the model's manifest, in the words of the wording in force on the day where the law was imported. */
async function lawOf(
  { library, manifest }: Pick<ReportPorts, "library" | "manifest">,
  day: string,
): Promise<{ name: string; words: string }[]> {
  const shelf = await library.shelf().catch((cause: unknown) => {
    if (cause instanceof YuejianError && cause.code === "LAWS_NONE") return null;
    throw cause;
  });
  const found: { name: string; words: string }[] = [];
  for (const { law, article, text } of manifest.legalBasis) {
    const known = shelf?.named(law)[0];
    const version = known && heldWording(known, day);
    const key = articleKey(article);
    const held = version ? (await library.text(version.id)).articles.find((each) => each.key === key) : undefined;
    found.push({ name: `${law}${article}`, words: held === undefined ? text.zh : articleText(held) });
  }
  return found;
}
