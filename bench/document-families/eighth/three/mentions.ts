import { type Piece, slot } from "../../draft.ts";

/** The running number of a paper that the document only mentions. */
export const otherNumber = (key: string, text: string): Piece => slot(text, "document-number", key);
/** An office in a town: 岳阳市君山区 or 汨罗市. */
export const countyOf = (place: string): string => (place.endsWith("区") ? `岳阳市${place}` : place);
