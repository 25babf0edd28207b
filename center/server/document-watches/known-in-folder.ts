import { relative } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { documentsIn, isItself } from "../assistant/index.ts";
import {
  type Comparison,
  comparedWithHandledCase,
  type DocumentPorts,
  MOST_BESIDE,
  type NamedText,
  textsBeside,
} from "../document-checks/index.ts";
import type { WatchRow } from "./watches.ts";

/** What documents of a folder are compared with. */
export interface KnownInFolder {
  /** `name`: its path in the folder. */
  comparisonFor(name: string): Comparison;
}

/** The case of a folder as it stands now, and the documents that lie there; scans are left out. Null: the folder names no case. CASE_UNKNOWN */
export async function knownOf(ports: DocumentPorts, watch: WatchRow): Promise<KnownInFolder | null> {
  const { handled_case: id, path_in: folder } = watch;
  if (id === null) return null;
  const { db } = ports.store;
  const row = await db.selectFrom("handled_cases").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("CASE_UNKNOWN", { case: id });
  const comparison = await comparedWithHandledCase(db, row, null);
  const files = (await documentsIn(folder)).slice(0, MOST_BESIDE);
  const beside = [...(await textsBeside(files, (file) => textOf(ports, folder, file))).values()];
  return {
    comparisonFor: (name) => ({ ...comparison, others: [...comparison.others, ...beside.filter((other) => other.name !== name)] }),
  };
}

async function textOf({ documents }: DocumentPorts, folder: string, file: string): Promise<NamedText | null> {
  try {
    if (!(await isItself(file))) return null;
    const name = relative(folder, file);
    return { name, paragraphs: (await documents.read(file, name)).paragraphs };
  } catch (cause) {
    // It is told when its turn comes.
    if (!(cause instanceof YuejianError && cause.kind === "input")) throw cause;
    return null;
  }
}
