import { type AnchorSupplement, parseCheckpoint, parseNote, readAnchorSupplement, type Supplement } from "@yuejian/chain/format";
import { formatKnownAnchor } from "@yuejian/chain/verify";

/** What a node of the chain says about each anchor that a document names, as texts that verification rests its trust on. Only anchors of the contract given
 *  are asked for, where one is given: anybody can put the same code elsewhere and anchor there. PROOF_MALFORMED, and the errors of asking. */
export async function askAnchors(
  rpcUrl: string,
  { supplements, contract }: { supplements: readonly Supplement[]; contract: string | null },
): Promise<string[]> {
  const { askAnchor } = await import("@yuejian/chain/anchor");
  const named: AnchorSupplement[] = supplements
    .filter(({ kind }) => kind === "anchor")
    .map((supplement) => readAnchorSupplement(supplement, "anchor"));
  const asked = named.filter((each) => contract === null || `0x${each.contract}` === contract.toLowerCase());
  const answers: string[] = [];
  for (const { chainId, contract: address, note } of asked) {
    const { origin, size } = parseCheckpoint(parseNote(note).text);
    answers.push(formatKnownAnchor(await askAnchor(rpcUrl, { chainId, contract: address, origin, size })));
  }
  return answers;
}
