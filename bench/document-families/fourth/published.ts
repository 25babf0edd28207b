import type { Draft, Piece } from "../draft.ts";
import { slotsOf } from "../plant.ts";

/** The form of an indictment that goes on the public page: people by their surname, numbers and places covered. */
export function published(draft: Draft): Draft {
  const people = new Map(slotsOf(draft, "name").map(({ piece }) => [piece.slot?.key ?? "", piece.text]));
  const accused = new Set(draft.record.suspects.map(({ name }) => name));
  const masked = new Map<string, string>();
  for (const [key, name] of people) {
    const short = `${name.charAt(0)}${accused.has(name) ? "某某" : "某"}`;
    const same = [...masked.values()].filter((one) => one.charAt(0) === name.charAt(0)).length;
    masked.set(key, same === 0 ? short : `${name.charAt(0)}某${"甲乙丙丁".charAt(same)}`);
  }
  const cover = (piece: Piece): Piece => {
    const { text, slot } = piece;
    if (slot?.kind === "name") return { ...piece, text: masked.get(slot.key) ?? text };
    if (slot?.kind === "resident-id") return { ...piece, text: `${text.slice(0, 6)}********${text.slice(14)}` };
    if (slot?.kind === "phone") return { ...piece, text: `${text.slice(0, 3)}****${text.slice(7)}` };
    if (slot?.kind === "birth") return { text: `${text.slice(0, 4)}年**月**日` };
    return slot ? piece : { text: text.replace(/(?<=[县区市]).+(?:村|社区)\d+组$/, "***").replace(/(?<=^湘Z·)\d{3}/, "***") };
  };
  return {
    ...draft,
    family: `published-${draft.family}`,
    isForPublication: true,
    record: { ...draft.record, suspects: [] },
    paragraphs: draft.paragraphs.map(({ style, pieces }) => ({ style, pieces: pieces.map(cover) })),
  };
}
