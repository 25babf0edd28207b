import { MOST_SCANNED_PAGES, type Progress, YuejianError } from "@yuejian/contracts";
import { readDocument } from "../assistant/index.ts";
import { calledByName } from "./check-desk.ts";
import type { DocumentMaterial } from "./material.ts";

/** Recognises the pages of a file that are pictures, one after the other, by what its bytes are; refusals call it `name`. FILE_UNREADABLE, JOB_CANCELLED between two pages */
export async function recogniseFile(file: string, name: string, progress: Progress): Promise<DocumentMaterial> {
  try {
    const read = await readDocument(file, { scans: MOST_SCANNED_PAGES, progress });
    progress.signal.throwIfAborted();
    return { ...read, name, word: null };
  } catch (cause) {
    if (progress.signal.aborted) throw new YuejianError("JOB_CANCELLED", {}, { cause });
    throw calledByName(cause, name);
  }
}

/** Pages that one job recognises before it gives way to others that wait; it takes some ten minutes. */
export const PAGES_A_TURN = 200;

/** Counts the pages of one file into the turn, and tells the page that is worked on. */
export function countingPages(
  { signal }: Pick<Progress, "signal">,
  turn: { pages: number },
  tell: (page: number, pages: number | "?") => void,
): Progress {
  let before = 0;
  return {
    signal,
    report(done, total) {
      turn.pages += done - before;
      before = done;
      tell(Math.min(done + 1, total ?? done + 1), total ?? "?");
    },
  };
}
