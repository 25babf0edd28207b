import { farmlandFiles } from "../farmland/index.ts";
import type { KeptFiles } from "../files/index.ts";
import type { Reading } from "../store/index.ts";
import type { Examination } from "./report.ts";

/** Every file fits its digest, and those that attachments, cases, captures, farmland runs and field checks speak of are there. */
export async function examineFiles(db: Reading, files: KeptFiles, examination: Examination): Promise<void> {
  // Asked before the list is: what is put meanwhile is no fault.
  const needed = [
    ...(await db.selectFrom("lead_attachments").select("sha256").where("erased_at", "is", null).execute()),
    ...(await db.selectFrom("case_files").select("sha256").execute()),
    ...(await db.selectFrom("captures").select("sha256").execute()),
    ...(await farmlandFiles(db)),
    ...(await db.selectFrom("field_check_files").select("sha256").where("erased_at", "is", null).execute()),
  ];
  const kept = new Set(await files.list());
  for (const { sha256 } of needed) {
    // Erased meanwhile, or moved, or gone.
    if (!kept.has(sha256) && !(await files.has(sha256))) examination.problem(`file ${sha256}: it is needed and not there`);
  }
  for (const sha256 of kept) {
    examination.count("files");
    await examination.attempt(`file ${sha256}`, async () => void (await files.read(sha256)).content.destroy());
  }
  const waiting = await files.waiting();
  if (waiting > 0)
    examination.notice(`${waiting} files still lie in the home's folder and not in the bucket of FILES_URL: yuejian files move`);
}
