export interface Piece {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Edits that are looked for; texts further apart are shown as one removed and one added. */
const MOST_EDITS = 1500;

/** How one text becomes the other, character by character, with the fewest edits (Myers); runs shorter than three characters between edits are drawn into
 *  them, since nobody reads a text by its letters. */
export function difference(from: string, to: string): Piece[] {
  let begin = 0;
  while (begin < from.length && begin < to.length && from[begin] === to[begin]) begin += 1;
  let [ending, other] = [from.length, to.length];
  while (ending > begin && other > begin && from[ending - 1] === to[other - 1]) [ending, other] = [ending - 1, other - 1];
  const pieces: Piece[] = [
    { kind: "same", text: from.slice(0, begin) },
    ...middle(from.slice(begin, ending), to.slice(begin, other)),
    { kind: "same", text: from.slice(ending) },
  ];
  return readable(pieces.filter(({ text }) => text !== ""));
}

function middle(from: string, to: string): Piece[] {
  const apart: Piece[] = [
    { kind: "removed", text: from },
    { kind: "added", text: to },
  ];
  if (from === "" || to === "") return apart;
  const trace = shortest(from, to);
  if (!trace) return apart;
  const pieces: Piece[] = [];
  let [x, y] = [from.length, to.length];
  for (let edits = trace.length - 1; edits >= 0 && (x > 0 || y > 0); edits -= 1) {
    const ends = trace[edits] as Int32Array;
    const offset = edits + 1;
    const diagonal = x - y;
    const isDown = diagonal === -edits || (diagonal !== edits && ends[diagonal - 1 + offset]! < ends[diagonal + 1 + offset]!);
    const before = isDown ? diagonal + 1 : diagonal - 1;
    const beforeX = edits === 0 ? 0 : (ends[before + offset] as number);
    const beforeY = beforeX - before;
    const start = edits === 0 ? 0 : isDown ? beforeX : beforeX + 1;
    if (x > start) pieces.push({ kind: "same", text: from.slice(start, x) });
    if (edits > 0)
      pieces.push(
        isDown ? { kind: "added", text: to.slice(beforeY, beforeY + 1) } : { kind: "removed", text: from.slice(beforeX, beforeX + 1) },
      );
    [x, y] = [beforeX, beforeY];
  }
  return joined(pieces.reverse());
}

/** Ends of the furthest paths by number of edits, as they were before each step; null: too far apart. */
function shortest(from: string, to: string): Int32Array[] | null {
  const trace: Int32Array[] = [];
  let ends = new Int32Array(3);
  for (let edits = 0; edits <= Math.min(MOST_EDITS, from.length + to.length); edits += 1) {
    const next = new Int32Array(2 * edits + 5);
    const offset = edits + 1;
    // `ends` is of one edit less: its diagonal 0 lies one place earlier.
    const seen = new Int32Array(2 * edits + 3);
    seen.set(ends.subarray(0, Math.min(ends.length, seen.length)), 0);
    trace.push(seen);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const isDown = diagonal === -edits || (diagonal !== edits && seen[diagonal - 1 + offset]! < seen[diagonal + 1 + offset]!);
      let x = edits === 0 ? 0 : isDown ? (seen[diagonal + 1 + offset] as number) : (seen[diagonal - 1 + offset] as number) + 1;
      let y = x - diagonal;
      while (x < from.length && y < to.length && from[x] === to[y]) [x, y] = [x + 1, y + 1];
      next[diagonal + offset + 1] = x;
      if (x >= from.length && y >= to.length) return trace;
    }
    ends = next;
  }
  return null;
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.kind === piece.kind) result[result.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}

function readable(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  let [removed, added] = ["", ""];
  const flush = (): void => {
    if (removed !== "") result.push({ kind: "removed", text: removed });
    if (added !== "") result.push({ kind: "added", text: added });
    [removed, added] = ["", ""];
  };
  for (const [at, { kind, text }] of pieces.entries()) {
    const isInner = at > 0 && at < pieces.length - 1;
    if (kind === "removed") removed += text;
    else if (kind === "added") added += text;
    else if (isInner && text.length < 3 && (removed !== "" || added !== "")) {
      removed += text;
      added += text;
    } else {
      flush();
      result.push({ kind, text });
    }
  }
  flush();
  return joined(result);
}
