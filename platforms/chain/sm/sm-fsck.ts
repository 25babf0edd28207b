import { equalBytes } from "@yuejian/digests";
import { TILE_WIDTH } from "../format/index.ts";
import type { FsckProblem } from "../log/index.ts";
import { type FollowedLog, readEntries } from "./followed-log.ts";
import type { NodeFile } from "./node-file.ts";
import type { SmSigner } from "./sm-signer.ts";
import { GrowingSm3Tree } from "./sm3-tree.ts";

export interface SmFsckReport {
  readonly ok: boolean;
  /** Entries that were hashed. */
  readonly entries: number;
  readonly signedSize: number | null;
  readonly problems: readonly FsckProblem[];
}

const PROBLEM_LIMIT = 100;

/** Reads every entry of the ledger again and compares the stored subtrees and the signed checkpoint with what follows. Changes nothing. */
export async function checkSmLog(
  ledger: FollowedLog,
  { nodes, signer }: { nodes: NodeFile; signer: SmSigner },
  size: number,
): Promise<SmFsckReport> {
  const problems: FsckProblem[] = [];
  const note = (file: string, offset: number, reason: string, isRebuildable: boolean) => {
    if (problems.length < PROBLEM_LIMIT) problems.push({ file: `sm/${file}`, offset, reason, isRebuildable });
  };
  let signed: ReturnType<SmSigner["load"]> | null = null;
  try {
    signed = signer.load();
  } catch (error) {
    note("signed.state", 0, error instanceof Error ? error.message : String(error), false);
  }
  const tree = new GrowingSm3Tree();
  const checkRoot = () => {
    if (signed?.size === tree.size && !equalBytes(tree.root(), signed.root))
      note("signed.state", 0, "the signed root is not the root of the entries", false);
  };
  checkRoot();
  while (tree.size < size) {
    const from = tree.size;
    const stop = signed !== null && signed.size > from ? signed.size : size;
    const to = Math.min(size, stop, from + TILE_WIDTH);
    const expected = tree.add(await readEntries(ledger, from, to));
    const stored = nodes.completedBy(from, to);
    if (stored.length < expected.length) note("nodes", from, "the file is too short", true);
    else if (!equalBytes(stored, expected)) note("nodes", from, `subtrees of entries ${from} to ${to - 1} do not follow from them`, true);
    checkRoot();
  }
  if (signed !== null && signed.size > size)
    note("signed.state", 0, `a checkpoint of ${signed.size} entries was signed, the tree holds ${size}`, false);
  return { ok: problems.length === 0, entries: tree.size, signedSize: signed?.size ?? null, problems };
}
