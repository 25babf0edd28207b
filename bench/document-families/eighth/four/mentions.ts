import type { Member } from "../../cast.ts";
import { type Piece, slot } from "../../draft.ts";
import { amountIn } from "../../forms.ts";
import { COMPOUND } from "../../marked/scene.ts";

/** Somebody with a surname of two characters, the first, second … of them. */
export function ofCompound(who: Member, at: number): Member {
  const given = COMPOUND.some((each) => who.name.startsWith(each)) ? who.name.slice(2) : who.name.slice(1);
  return { ...who, name: (COMPOUND[at] ?? "") + given };
}

/** The foot of a column of yuan: 132,000.00. */
export const foot = (key: string, fen: number): Piece => slot(amountIn(fen, "grouped").slice(0, -1), "total", key, fen);
