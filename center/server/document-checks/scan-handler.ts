import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { createAudit } from "../audit/index.ts";
import { lendFile } from "../files/index.ts";
import type { JobContext, JobHandler } from "../jobs/index.ts";
import { createLawLibrary } from "../laws/index.ts";
import type { Row } from "../store/index.ts";
import type { Workplace } from "../work/workplace.ts";
import type { CheckDesk } from "./check-desk.ts";
import { removeScan } from "./erase-texts.ts";
import { makeCheck } from "./make-check.ts";
import type { DocumentMaterial } from "./material.ts";
import { recogniseFile } from "./recognise-file.ts";
import { readGiven, type ScanOrder } from "./scan-order.ts";

const CHECKING = { zh: "正在校核", en: "Checking" };

/** Recognises the pages of a scan, page by page, and checks what was read. Result: `{ check }`. */
export const checkScanHandler =
  (desk: CheckDesk): JobHandler<Workplace> =>
  async (input, context) => {
    const { home } = context;
    const check = String(input["check"]);
    const { store } = home;
    const made = () => store.db.selectFrom("document_checks").select("id").where("id", "=", check).executeTakeFirst();
    const row = await store.db.selectFrom("document_scans").selectAll().where("id", "=", check).executeTakeFirst();
    if (!(await made())) {
      if (!row || row.given === "") throw new YuejianError("DOCUMENT_SCAN_GONE");
      await checkRecognised(row, { context, desk });
    }
    // An attempt that died after its commit left it.
    if (row) await removeScan(home, row);
    return { check };
  };

async function checkRecognised(
  row: Row<"document_scans">,
  { context, desk }: { readonly context: JobContext<Workplace>; readonly desk: CheckDesk },
): Promise<void> {
  const { home, progress, fence } = context;
  const { options, source, place, comparison, purpose, name } = readGiven(row.given) as ScanOrder;
  const material = await recognised(row, name, context);
  progress.report(material.scanned.length, material.scanned.length, CHECKING);
  const account = await home.store.db.selectFrom("users").selectAll().where("id", "=", row.actor).executeTakeFirstOrThrow();
  const audit = createAudit(home);
  const laws = createLawLibrary({ store: home.store, scratchFolder: home.paths.scratch });
  await makeCheck(
    { ...home, audit, laws, documents: desk },
    {
      ...options,
      id: row.id,
      material,
      comparison,
      source,
      place,
      office: row.office,
      actor: row.actor,
      isKept: true,
      async beside(trx, { id, characters, findings }) {
        await fence(trx);
        await audit.recordIn(trx, {
          actor: account,
          action: "document.check",
          subject: place.caseId ?? place.handledCase ?? id,
          purpose,
          outcome: "done",
          detail: `${id}: ${material.scanned.length} pages recognised, ${characters} characters, ${findings} findings`,
        });
      },
    },
  );
}

/** The file is read where it lies for a moment. */
async function recognised(
  { id, file_sha256: sha256 }: Row<"document_scans">,
  name: string,
  { home, progress }: JobContext<Workplace>,
): Promise<DocumentMaterial> {
  const place = join(home.paths.scratch, `scan-${id}`);
  return lendFile(home.files, { sha256, place }, () => recogniseFile(place, name, progress));
}
