import { BUSINESS_LINES, type BusinessLine, type Text } from "@yuejian/contracts";

/** Somebody who could be given a case or lead. */
export interface HandlerCandidate {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly BusinessLine[];
  /** Open cases that the person owns. */
  readonly open: number;
  /** Cases of the same model that the person has brought to an end. */
  readonly experience: number;
  /** When the person was given a case last; null: never. */
  readonly lastGiven: string | null;
  /** Is versed in the case's line, as the office or the house says. */
  readonly isVersed: boolean;
  /** Share of cases that the person takes, 100 for a full one; 0: takes none. */
  readonly weight: number;
}

export interface HandlerProposal {
  readonly id: string;
  readonly name: string;
  /** From 1, in the order proposed; null: not proposed. */
  readonly place: number | null;
  /** Why the person stands there. */
  readonly reason: Text;
}

/** Proposes who gets the next one, with the reason: the least burdened by weight; then who is versed in the line; then experience with the model; then whose turn it is longest. Nobody is
 *  chosen: a person decides. Those who are recused, of other lines or without a share stand last, with the reason. */
export function proposeHandlers(
  candidates: readonly HandlerCandidate[],
  { line, recused }: { readonly line: BusinessLine; readonly recused: readonly string[] },
): readonly HandlerProposal[] {
  const fits = (each: HandlerCandidate) => !recused.includes(each.id) && each.lines.includes(line) && each.weight > 0;
  const proposed = candidates.filter(fits).toSorted(byTurn);
  const left = candidates.filter((each) => !fits(each)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return [
    ...proposed.map((each, at) => ({ id: each.id, name: each.name, place: at + 1, reason: reasonOf(each) })),
    ...left.map((each) => ({ id: each.id, name: each.name, place: null, reason: whyNot(each, { line, recused }) })),
  ];
}

const burden = ({ open, weight }: HandlerCandidate) => (open * 100) / weight;

function byTurn(one: HandlerCandidate, other: HandlerCandidate): number {
  return (
    burden(one) - burden(other) ||
    Number(other.isVersed) - Number(one.isVersed) ||
    other.experience - one.experience ||
    compare(one.lastGiven ?? "", other.lastGiven ?? "") ||
    compare(one.id, other.id)
  );
}

function reasonOf({ open, weight, experience, lastGiven, isVersed }: HandlerCandidate): Text {
  const share = weight === 100 ? { zh: "", en: "" } : { zh: `（分案比例 ${weight}%）`, en: ` (share ${weight}%)` };
  const versed = isVersed ? { zh: "，擅长本条线", en: ", versed in the line" } : { zh: "", en: "" };
  const turn =
    lastGiven === null
      ? { zh: "还没有分到过案件", en: "was given none yet" }
      : { zh: `上次分案 ${lastGiven.slice(0, 10)}`, en: `last given one on ${lastGiven.slice(0, 10)}` };
  return {
    zh: `在办 ${open} 件${share.zh}，办结同类 ${experience} 件${versed.zh}，${turn.zh}`,
    en: `${open} open${share.en}, ${experience} of this model ended${versed.en}, ${turn.en}`,
  };
}

function whyNot(
  { id, weight, lines }: HandlerCandidate,
  { line, recused }: { readonly line: BusinessLine; readonly recused: readonly string[] },
): Text {
  if (recused.includes(id)) return { zh: "已回避此案", en: "is recused from this case" };
  if (!lines.includes(line))
    return { zh: `不办理${BUSINESS_LINES[line].zh}业务`, en: `does not work in ${BUSINESS_LINES[line].en.toLowerCase()}` };
  return weight <= 0 ? { zh: "不参加轮案", en: "takes no part in the rotation" } : { zh: "", en: "" };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
