import { consistencyPathFrom, equalBytes, rootOfRange, verifyConsistency } from "@yuejian/digests";
import { type Checkpoint, decodeUtf8 } from "../../format/index.ts";
import { CheckList, type Failure, failure, failureOf, incoherent, type ProofCheck } from "../check-list.ts";
import { openCheckpoint, type Trust } from "../checkpoint-check.ts";
import { type TileSource, throughTiles } from "./tile-tree.ts";

/** A kept checkpoint and where it came from. */
export interface KeptCheckpoint {
  readonly name: string;
  readonly note: string;
}

export interface Comparison {
  readonly ok: boolean;
  readonly checks: readonly ProofCheck[];
  /** Pairs of signed checkpoints of one log that cannot both be true: whoever holds the two notes can show it to anybody. */
  readonly splits: readonly { readonly left: KeptCheckpoint; readonly right: KeptCheckpoint }[];
}

interface Opened extends KeptCheckpoint {
  readonly checkpoint: Checkpoint;
}

/** Name of the checkpoint that the source itself serves. */
export const SOURCE = "source";

/** Whether checkpoints that were kept at different times are of one history: each is proven, through the tiles of the source, to be a beginning of the
 *  source's own checkpoint, which the log signed too. Tiles that do not lead to that checkpoint prove nothing and are said to be wrong, not the log. */
export async function compareCheckpoints(kept: readonly KeptCheckpoint[], source: TileSource | null, trust: Trust): Promise<Comparison> {
  const list = new CheckList();
  const splits: { left: KeptCheckpoint; right: KeptCheckpoint }[] = [];
  const own = source === null ? null : await ownCheckpoint(source);
  const opened = [...kept, ...(own === null ? [] : [own])].flatMap((each) => open(list, each, trust));
  const split = (left: Opened, right: Opened): Failure => {
    splits.push({ left: { name: left.name, note: left.note }, right: { name: right.name, note: right.note } });
    return failure("SPLIT_VIEW", left.name, { other: right.name, left: left.checkpoint.size, right: right.checkpoint.size });
  };
  for (const [at, right] of opened.entries()) {
    for (const left of opened.slice(0, at)) {
      if (left.checkpoint.origin !== right.checkpoint.origin)
        list.fail("coherence", right.name, incoherent(right.name, `${left.name} is of another log`));
      else if (left.checkpoint.size === right.checkpoint.size && !equalBytes(left.checkpoint.root, right.checkpoint.root))
        list.fail("coherence", left.name, split(left, right));
    }
  }
  const whole = opened.find(({ name }) => name === SOURCE);
  if (source !== null && whole !== undefined) {
    for (const part of opened) {
      if (part === whole || part.checkpoint.origin !== whole.checkpoint.origin) continue;
      const fault = await extensionFault(part, whole, { source, split });
      const text = {
        zh: `${part.name}：${whole.checkpoint.size} 条的账本完整保留了 ${part.checkpoint.size} 条时的全部内容`,
        en: `${part.name}: the log of ${whole.checkpoint.size} entries keeps everything it held at ${part.checkpoint.size}`,
      };
      list.run("coherence", part.name, { text, test: () => fault });
    }
  }
  return { ok: list.ok, checks: list.checks, splits };
}

async function ownCheckpoint(source: TileSource): Promise<KeptCheckpoint> {
  const bytes = await source.read("checkpoint");
  return { name: SOURCE, note: bytes === null ? "" : decodeUtf8(bytes, SOURCE) };
}

function open(list: CheckList, kept: KeptCheckpoint, trust: Trust): Opened[] {
  let opened = null as Checkpoint | null;
  list.run("signature", kept.name, {
    text: { zh: `${kept.name}：检查点由可信密钥签名`, en: `${kept.name}: the checkpoint is signed by a trusted key` },
    test: () => {
      const read = openCheckpoint(kept.note, trust);
      if ("code" in read) return read;
      opened = read.checkpoint;
      return null;
    },
  });
  return opened === null ? [] : [{ ...kept, checkpoint: opened }];
}

async function extensionFault(
  part: Opened,
  whole: Opened,
  { source, split }: { source: TileSource; split: (left: Opened, right: Opened) => Failure },
): Promise<Failure | null> {
  const [oldSize, newSize] = [part.checkpoint.size, whole.checkpoint.size];
  // Of one size, the roots were compared; what the source does not have yet, it cannot prove.
  if (oldSize === newSize) return null;
  if (oldSize > newSize) return incoherent(part.name, `the source has ${newSize} entries only`);
  try {
    const { path, oldRoot } = await throughTiles(source, newSize, (nodeAt) => ({
      path: consistencyPathFrom(nodeAt, oldSize, newSize),
      oldRoot: rootOfRange(nodeAt, 0, oldSize),
    }));
    const proof = { oldSize, newSize, newRoot: whole.checkpoint.root, path };
    if (verifyConsistency({ ...proof, oldRoot: part.checkpoint.root })) return null;
    // The tiles' own beginning is proven to belong to the newer checkpoint: then the older one is of another history.
    if (verifyConsistency({ ...proof, oldRoot })) return split(part, whole);
    return incoherent(part.name, "the tiles do not lead to the checkpoint beside them; nothing follows about the log");
  } catch (error) {
    return failureOf(error, part.name);
  }
}
