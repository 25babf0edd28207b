import type { Draft, DraftParagraph, Piece } from "./draft.ts";
import type { Facts } from "./facts.ts";

/** The document as it may be published: people by their surname, numbers masked, no address beyond the district. */
export function forPublication(draft: Draft, { suspect, second, district, defender, incidents }: Facts): Draft {
  const masked = new Map<string, string>();
  for (const name of [suspect.name, second.name, ...incidents.map(({ victim }) => victim)]) masked.set(name, `${name.charAt(0)}某某`);
  const cover = (piece: Piece): Piece => {
    const { slot, text } = piece;
    if (!slot) return { text: text.replaceAll(suspect.address, `湖南省岳阳市${district.name}`).replaceAll(second.address, district.name) };
    if (slot.kind === "name" && text !== defender) return { slot, text: masked.get(text) ?? text };
    if (slot.kind === "resident-id") return { slot: { ...slot, value: text }, text: `${text.slice(0, 6)}********${text.slice(14)}` };
    if (slot.kind === "phone") return { slot: { ...slot, value: text }, text: `${text.slice(0, 3)}****${text.slice(7)}` };
    return piece;
  };
  const paragraphs = draft.paragraphs.map(({ style, pieces }): DraftParagraph => ({ style, pieces: pieces.map(cover) }));
  return { ...draft, family: `${draft.family}-published`, paragraphs, record: { ...draft.record, suspects: [] }, isForPublication: true };
}
