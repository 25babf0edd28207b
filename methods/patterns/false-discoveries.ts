/** Probabilities adjusted by Benjamini and Hochberg (1995): keeping those up to q holds the expected share of false ones at q when the tests are independent or
 *  positively dependent. In the order given. */
export function adjusted(probabilities: readonly number[]): number[] {
  const order = probabilities
    .map((_value, at) => at)
    .toSorted((left, right) => (probabilities[right] as number) - (probabilities[left] as number));
  const result = probabilities.map(() => 1);
  let least = 1;
  order.forEach((at, fromTop) => {
    const rank = probabilities.length - fromTop;
    least = Math.min(least, ((probabilities[at] as number) * probabilities.length) / rank);
    result[at] = least;
  });
  return result;
}
