import type { Reading } from "../store/index.ts";

/** Whether something kept still rests on these bytes: an attachment of a lead, a file of a case, a checked document, one or a scan that waits to be, a field check, a capture. */
export async function areBytesNeeded(db: Reading, sha256: string): Promise<boolean> {
  const attached = await db
    .selectFrom("lead_attachments")
    .innerJoin("leads", "leads.id", "lead_attachments.lead")
    .select("lead_attachments.sha256")
    .where("lead_attachments.sha256", "=", sha256)
    .where("leads.expired_at", "is", null)
    .where("lead_attachments.erased_at", "is", null)
    .executeTakeFirst();
  if (attached) return true;
  if (await db.selectFrom("case_files").select("sha256").where("sha256", "=", sha256).executeTakeFirst()) return true;
  const checked = await db
    .selectFrom("document_checks")
    .select("file_sha256")
    .where("file_sha256", "=", sha256)
    .where("erased_at", "is", null)
    .executeTakeFirst();
  if (checked) return true;
  const scans = db.selectFrom("document_scans").select("id").where("file_sha256", "=", sha256).where("given", "<>", "");
  if (await scans.executeTakeFirst()) return true;
  const waiting = db.selectFrom("document_batch_files").select("sha256").where("sha256", "=", sha256).where("state", "=", "waiting");
  if (await waiting.executeTakeFirst()) return true;
  const inField = db.selectFrom("field_check_files").select("sha256").where("sha256", "=", sha256).where("erased_at", "is", null);
  if (await inField.executeTakeFirst()) return true;
  return (await db.selectFrom("captures").select("sha256").where("sha256", "=", sha256).executeTakeFirst()) !== undefined;
}
