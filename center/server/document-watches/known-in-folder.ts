import { relative } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { documentsIn, isItself } from "../assistant/index.ts";
import { type Comparison, comparedWithHandledCase, type DocumentPorts, type NamedText } from "../document-checks/index.ts";
import type { WatchRow } from "./watches.ts";

/** What documents of a folder are compared with. */
export interface KnownInFolder {
  /** `name`: its path in the folder. */
  comparisonFor(name: string): Comparison;
}

/** Documents of the folder that each is compared with, in the order of their names, and the characters of all of them. */
const [MOST_BESIDE, MOST_CHARACTERS] = [50, 1_000_000];

/** The case of a folder as it stands now, and the documents that lie there; scans are left out. Null: the folder names no case. CASE_UNKNOWN */
export async function knownOf(ports: DocumentPorts, watch: WatchRow): Promise<KnownInFolder | null> {
  const { handled_case: id, path_in: folder } = watch;
  if (id === null) return null;
  const { db } = ports.store;
  const row = await db.selectFrom("handled_cases").selectAll().where("id", "=", id).executeTakeFirst();
  if (!row) throw new YuejianError("CASE_UNKNOWN", { case: id });
  const comparison = await comparedWithHandledCase(db, row, null);
  const beside = await textsIn(ports, folder);
  return {
    comparisonFor: (name) => ({ ...comparison, others: [...comparison.others, ...beside.filter((other) => other.name !== name)] }),
  };
}

async function textsIn({ documents }: DocumentPorts, folder: string): Promise<NamedText[]> {
  const texts: NamedText[] = [];
  let characters = 0;
  for (const file of (await documentsIn(folder)).slice(0, MOST_BESIDE))
    try {
      if (!(await isItself(file))) continue;
      const name = relative(folder, file);
      const { paragraphs } = await documents.read(file, name);
      characters += paragraphs.reduce((sum, { length }) => sum + length, 0);
      if (characters > MOST_CHARACTERS) break;
      texts.push({ name, paragraphs });
    } catch (cause) {
      // It is told when its turn comes.
      if (!(cause instanceof YuejianError && cause.kind === "input")) throw cause;
    }
  return texts;
}
