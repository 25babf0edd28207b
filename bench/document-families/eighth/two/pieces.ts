import { type DraftParagraph, type Piece, paragraph } from "../../draft.ts";

/** 案由：…… */
export const label = (name: string, ...pieces: readonly (string | Piece | readonly Piece[])[]): DraftParagraph =>
  paragraph("body", `${name}：`, ...pieces);

/** Cells with bars between them. */
export function barred(...texts: readonly (string | Piece | readonly Piece[])[]): DraftParagraph {
  return paragraph("body", "| ", ...texts.flatMap((each, at) => (at === 0 ? [each] : [" | ", each])), " |");
}
