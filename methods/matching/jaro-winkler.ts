/** Jaro-Winkler similarity over bytes of UTF-8, as DuckDB computes it: the bonus for a common prefix (at most four bytes) counts only above 0.7. */
export function jaroWinkler(left: string, right: string): number {
  const [one, two] = [new TextEncoder().encode(left), new TextEncoder().encode(right)];
  const jaro = jaroOf(one, two);
  if (jaro <= 0.7) return jaro;
  let prefix = 0;
  while (prefix < 4 && prefix < one.length && prefix < two.length && one[prefix] === two[prefix]) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(one: Uint8Array, two: Uint8Array): number {
  if (one.length === 0 && two.length === 0) return 1;
  if (one.length === 0 || two.length === 0) return 0;
  const window = Math.max(0, Math.floor(Math.max(one.length, two.length) / 2) - 1);
  const isTaken = new Uint8Array(two.length);
  const matched: number[] = [];
  for (let at = 0; at < one.length; at++) {
    const last = Math.min(two.length - 1, at + window);
    for (let other = Math.max(0, at - window); other <= last; other++) {
      if (isTaken[other] || one[at] !== two[other]) continue;
      isTaken[other] = 1;
      matched.push(one[at] ?? 0);
      break;
    }
  }
  if (matched.length === 0) return 0;
  const inOrder = two.filter((_, at) => isTaken[at] === 1);
  const moved = matched.filter((byte, at) => byte !== inOrder[at]).length;
  const count = matched.length;
  return (count / one.length + count / two.length + (count - Math.floor(moved / 2)) / count) / 3;
}
