export interface JudgedSentence {
  readonly written: string;
  readonly meant: string;
  readonly corrected: string;
}

/** F0.5 over edits of characters, counted over all sentences together. Both the meant and the corrected sentence are aligned with the written one by the fewest
 *  replacements, deletions and insertions (each costs one; of several ways the one that keeps, then replaces, then deletes from the end on); an edit is right where the
 *  alignment of the meant sentence has the same one at the same place. 0 to 100. */
export function editScore(sentences: readonly JudgedSentence[]): number {
  let [right, made, wanted] = [0, 0, 0];
  for (const { written, meant, corrected } of sentences) {
    const [own, due] = [editsBetween(written, corrected), editsBetween(written, meant)];
    made += own.size;
    wanted += due.size;
    for (const edit of own) if (due.has(edit)) right += 1;
  }
  const [precision, recall] = [right / Math.max(1, made), right / Math.max(1, wanted)];
  return Math.round((10_000 * 1.25 * precision * recall) / Math.max(1e-9, 0.25 * precision + recall)) / 100;
}

export function editsBetween(from: string, to: string): Set<string> {
  const [one, other] = [Array.from(from), Array.from(to)];
  const width = other.length + 1;
  const costs = new Uint16Array((one.length + 1) * width);
  const cost = (row: number, column: number): number => costs[row * width + column] as number;
  for (let row = 0; row <= one.length; row += 1)
    for (let column = 0; column <= other.length; column += 1)
      costs[row * width + column] =
        row === 0 || column === 0
          ? row + column
          : Math.min(
              cost(row - 1, column - 1) + (one[row - 1] === other[column - 1] ? 0 : 1),
              cost(row - 1, column) + 1,
              cost(row, column - 1) + 1,
            );
  const edits = new Set<string>();
  let [row, column] = [one.length, other.length];
  while (row > 0 || column > 0) {
    const here = cost(row, column);
    const isSame = row > 0 && column > 0 && one[row - 1] === other[column - 1];
    if (isSame && here === cost(row - 1, column - 1)) [row, column] = [row - 1, column - 1];
    else if (row > 0 && column > 0 && here === cost(row - 1, column - 1) + 1) {
      edits.add(`${row - 1} replace ${other[column - 1]}`);
      [row, column] = [row - 1, column - 1];
    } else if (row > 0 && here === cost(row - 1, column) + 1) {
      edits.add(`${row - 1} delete`);
      row -= 1;
    } else {
      // Several characters inserted at one place are told apart by how many follow.
      let number = 0;
      while (edits.has(`${row} insert ${number} ${other[column - 1]}`)) number += 1;
      edits.add(`${row} insert ${number} ${other[column - 1]}`);
      column -= 1;
    }
  }
  return edits;
}
