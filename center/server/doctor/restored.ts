import { existsSync, readFileSync } from "node:fs";
import { type HomePaths, restoredFile } from "../home/layout.ts";
import type { Examination } from "./report.ts";

/** A home that was restored has back what was deleted after its backup, until that is deleted again. */
export function examineRestored(paths: Pick<HomePaths, "folder">, examination: Examination): void {
  const file = restoredFile(paths);
  if (!existsSync(file)) return;
  const { from } = JSON.parse(readFileSync(file, "utf8")) as { from: string };
  examination.notice(
    `restored from a backup of ${from}: rows that were deleted after it are back; yuejian retention repeat JOURNAL deletes them again (docs/retention.md)`,
  );
}
