import type { DocumentCaseDay } from "@yuejian/contracts";
import type { DocumentKind, ErrorKind } from "./kinds.ts";

/** What a stretch of a document says, so that a fault can be planted where it means something. */
export type SlotKind =
  | "name"
  | "sex"
  | "birth"
  | "age"
  | "resident-id"
  | "credit-code"
  | "phone"
  | "organisation"
  | "date"
  | "amount"
  | "total"
  | "capitals"
  | "count"
  | "law"
  | "article"
  | "paragraph"
  | "quotation"
  | "term"
  | "sentence"
  | "charge"
  | "document-number"
  | "heading"
  | "attachment"
  | "addressee"
  | "seal"
  | "signed-on";

export interface Slot {
  readonly kind: SlotKind;
  /** Whose or which: two slots with one kind and key say the same thing. */
  readonly key: string;
  /** The meaning without its form: an ISO date, fen, months, a number. */
  readonly value?: string | number;
}

export interface Piece {
  readonly text: string;
  readonly slot?: Slot;
}

export type ParagraphStyle = "title" | "number" | "heading" | "body" | "addressee" | "signature" | "attachment";

export interface DraftParagraph {
  readonly style: ParagraphStyle;
  readonly pieces: readonly Piece[];
}

/** What the business system knows of the case that the document is of. Days are ISO, amounts fen. */
export interface CaseRecord {
  readonly office: string;
  readonly suspects: readonly {
    readonly name: string;
    readonly sex: "male" | "female";
    readonly bornOn: string;
    /** Null: a foreigner has none. */
    readonly residentId: string | null;
  }[];
  readonly charge: string | null;
  readonly actOn: string | null;
  readonly acceptedOn: string | null;
  readonly amount: number | null;
  /** All charges, where there are several. */
  readonly charges?: readonly string[];
  /** Days of steps that several people or acts have, ISO. */
  readonly days?: Readonly<Partial<Record<DocumentCaseDay, readonly string[]>>>;
}

/** A whole that the document tells and the parts that make it up, by the keys of slots. */
export interface Sum {
  readonly whole: string;
  readonly parts: readonly string[];
  /** What was taken off. */
  readonly less?: readonly string[];
}

/** A step that has to follow another within so many days. */
export interface Deadline {
  readonly from: string;
  /** A key of a date; `signed`: the day of the document. */
  readonly to: string;
  readonly days: number;
}

export interface Draft {
  readonly family: string;
  readonly kind: DocumentKind;
  readonly paragraphs: readonly DraftParagraph[];
  readonly record: CaseRecord;
  /** The form is to be published: personal data has to be masked in it. */
  readonly isForPublication?: boolean;
  /** A passage out of a paper: it lacks parts by nature. */
  readonly isExcerpt?: boolean;
  readonly sums?: readonly Sum[];
  /** Keys of dates of steps, in the order in which they were taken. */
  readonly order?: readonly string[];
  readonly deadlines?: readonly Deadline[];
}

/** A fault and where it stands in the text: offsets in UTF-16 units over the paragraphs joined by line feeds. */
export interface PlantedFault {
  readonly kind: ErrorKind;
  readonly start: number;
  readonly end: number;
  readonly wrong: string;
  /** Null: what is right cannot be told from the text alone. */
  readonly right: string | null;
  /** Other places that a finding about it may rightly point at, `[start, end]`. */
  readonly also: readonly (readonly [number, number])[];
}

export interface PlantedDraft {
  readonly draft: Draft;
  readonly fault: PlantedFault;
}

export const paragraph = (style: ParagraphStyle, ...pieces: readonly (string | Piece | readonly Piece[])[]): DraftParagraph => ({
  style,
  pieces: pieces.flatMap((piece) => (typeof piece === "string" ? [{ text: piece }] : piece)),
});

/** Text with slots: say`于${date}被拘留`. */
export function say(strings: TemplateStringsArray, ...values: readonly (string | number | Piece | readonly Piece[])[]): Piece[] {
  const pieces: Piece[] = [];
  for (const [at, text] of strings.entries()) {
    if (text !== "") pieces.push({ text });
    const value = values[at];
    if (value === undefined) continue;
    if (typeof value === "string" || typeof value === "number") pieces.push({ text: String(value) });
    else if (Array.isArray(value)) pieces.push(...(value as readonly Piece[]));
    else pieces.push(value as Piece);
  }
  return pieces;
}

export const slot = (text: string, kind: SlotKind, key: string, value?: string | number): Piece => ({
  text,
  slot: { kind, key, ...(value === undefined ? {} : { value }) },
});

export const paragraphText = ({ pieces }: DraftParagraph): string => pieces.map(({ text }) => text).join("");

export const draftText = ({ paragraphs }: Draft): string => paragraphs.map(paragraphText).join("\n");

/** Where a piece begins in the text of its draft. */
export function offsetOf(draft: Draft, [paragraphAt, pieceAt]: PieceAt): number {
  let offset = 0;
  for (const [at, each] of draft.paragraphs.entries()) {
    if (at === paragraphAt) return offset + each.pieces.slice(0, pieceAt).reduce((sum, { text }) => sum + text.length, 0);
    offset += paragraphText(each).length + 1;
  }
  throw new RangeError(`no paragraph ${paragraphAt}`);
}

export type PieceAt = readonly [paragraph: number, piece: number];

export function piecesOf(
  draft: Draft,
  isWanted: (piece: Piece, style: ParagraphStyle) => boolean,
): { readonly at: PieceAt; readonly piece: Piece }[] {
  return draft.paragraphs.flatMap(({ pieces, style }, paragraphAt) =>
    pieces.flatMap((piece, pieceAt) => (isWanted(piece, style) ? [{ at: [paragraphAt, pieceAt] as const, piece }] : [])),
  );
}

/** The draft with another text in one piece. */
export function withPiece(draft: Draft, [paragraphAt, pieceAt]: PieceAt, text: string): Draft {
  return {
    ...draft,
    paragraphs: draft.paragraphs.map((each, at) =>
      at === paragraphAt ? { ...each, pieces: each.pieces.map((piece, index) => (index === pieceAt ? { ...piece, text } : piece)) } : each,
    ),
  };
}
