import { calendarDay, dayFromIso as dayOf, isoOfDay as isoOf, residentIdCheckCharacter } from "@yuejian/identifiers";
import { capitals } from "../../demo/formats.ts";
import type { Random } from "../../demo/random.ts";
import { type Draft, type Piece, type PieceAt, type PlantedDraft, withPiece } from "./draft.ts";
import { dayText } from "./facts.ts";
import { changed, inSlot, type Plant, slotsOf } from "./plant.ts";

const digitBeside = (digit: string, random: Random): string => String((Number(digit) + random.between(1, 9)) % 10);
const spoilDigit = (text: string, at: number, random: Random): string =>
  text.slice(0, at) + digitBeside(text.charAt(at), random) + text.slice(at + 1);

const has = (draft: Draft, kind: "resident-id", key: string): boolean => slotsOf(draft, kind, ({ slot }) => slot?.key === key).length > 0;
const idPieces = (draft: Draft, key: string): PieceAt[] =>
  slotsOf(draft, "resident-id", ({ slot }) => slot?.key === key).map(({ at }) => at);

const GIVEN = "伟明华强军平辉杰涛斌鹏林海波宇凯丽芳敏静霞燕玲洁倩雪";

/** One later mention of somebody who is named three times or more. */
const otherName: Plant = (draft, random) => {
  const byName = Map.groupBy(slotsOf(draft, "name"), ({ piece }) => piece.slot?.key ?? "");
  const many = [...byName.values()].filter((mentions) => mentions.length >= 3);
  if (many.length === 0) return null;
  const mentions = random.pick(many);
  const { at, piece } = random.pick(mentions.slice(1));
  const names = new Set(slotsOf(draft, "name").map(({ piece: { text } }) => text));
  for (let attempt = 0; attempt < 20; attempt++) {
    const wrong = piece.text.slice(0, -1) + GIVEN.charAt(random.between(0, GIVEN.length - 1));
    if (names.has(wrong)) continue;
    return changed(draft, { kind: "name-inconsistent", at, text: wrong, right: piece.text });
  }
  return null;
};

const BESIDE: Readonly<Record<string, string>> = { 盗窃罪: "抢夺罪", 诈骗罪: "合同诈骗罪", 故意伤害罪: "过失致人重伤罪" };

/** A repeated value that one later mention tells otherwise. */
const repeated = (
  kind: "amount-inconsistent" | "charge-inconsistent",
  slotKind: "total" | "charge",
  spoil: (piece: Piece, random: Random) => string,
): Plant => {
  return (draft, random) => {
    const groups = [...Map.groupBy(slotsOf(draft, slotKind), ({ piece }) => piece.slot?.key ?? "").values()];
    const several = groups.filter((mentions) => mentions.length >= (slotKind === "charge" ? 3 : 2));
    if (several.length === 0) return null;
    const mentions = random.pick(several);
    const { at, piece } = mentions.at(-1) as (typeof mentions)[number];
    return changed(draft, {
      kind,
      at,
      text: spoil(piece, random),
      right: piece.text,
      also: mentions.slice(0, -1).map((mention) => mention.at),
    });
  };
};

/** The sum told otherwise wherever it is told, in capitals too, so that only the parts give it away. */
const wrongSum: Plant = (draft, random) => {
  const totals = slotsOf(draft, "total");
  const first = totals[0];
  const parts = slotsOf(draft, "amount", ({ slot }) => /^(incident|cost)-/.test(slot?.key ?? ""));
  if (!first || parts.length < 2) return null;
  const fen = Number(first.piece.slot?.value) + random.pick([-2, -1, 1, 3]) * random.pick([10_000, 100_000]);
  if (fen <= 0) return null;
  let spoilt = draft;
  for (const { at } of totals.slice(1)) spoilt = withPiece(spoilt, at, `${fen / 100}元`);
  for (const { at } of slotsOf(draft, "capitals", ({ slot }) => slot?.key === "total")) spoilt = withPiece(spoilt, at, capitals(fen));
  const also = [...totals.slice(1), ...slotsOf(draft, "capitals"), ...parts].map(({ at }) => at);
  return changed(spoilt, { kind: "sum-wrong", at: first.at, text: `${fen / 100}元`, right: first.piece.text, also });
};

/** What the business system knows is another thing than what the document says. */
const otherRecord: Plant = (draft, random) => {
  const [suspect, ...others] = draft.record.suspects;
  const ways: (() => PlantedDraft | null)[] = [
    () => {
      const accepted = slotsOf(draft, "date", ({ slot }) => slot?.key === "accepted" && slot.value === draft.record.acceptedOn)[0];
      if (!accepted || draft.record.acceptedOn === null) return null;
      const acceptedOn = isoOf(dayOf(draft.record.acceptedOn) + random.pick([-3, -2, -1, 1]));
      const mismatch = changed(draft, { kind: "record-mismatch", at: accepted.at, text: accepted.piece.text, right: dayText(acceptedOn) });
      return { ...mismatch, draft: { ...mismatch.draft, record: { ...draft.record, acceptedOn } } };
    },
    () => {
      const own = slotsOf(draft, "resident-id", ({ slot }) => slot?.key === "suspect")[0];
      if (!own || !suspect) return null;
      const digits = spoilDigit(own.piece.text, 14, random).slice(0, 17);
      const residentId = digits + residentIdCheckCharacter(digits);
      const mismatch = changed(draft, { kind: "record-mismatch", at: own.at, text: own.piece.text, right: residentId });
      return { ...mismatch, draft: { ...mismatch.draft, record: { ...draft.record, suspects: [{ ...suspect, residentId }, ...others] } } };
    },
    () => {
      const charges = slotsOf(draft, "charge");
      const first = charges[0];
      const charge = first && BESIDE[first.piece.text];
      if (!first || !charge) return null;
      const also = charges.slice(1).map(({ at }) => at);
      const mismatch = changed(draft, { kind: "record-mismatch", at: first.at, text: first.piece.text, right: charge, also });
      return { ...mismatch, draft: { ...mismatch.draft, record: { ...draft.record, charge } } };
    },
  ];
  return random.pick(ways)();
};

const unmasked: Plant = (draft, random) => {
  if (draft.isForPublication !== true) return null;
  const places = [...slotsOf(draft, "resident-id"), ...slotsOf(draft, "phone")];
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const open = String(piece.slot?.value ?? "");
  return changed(draft, { kind: "unmasked-data", at, text: open, right: piece.text });
};

/** Faults about people, amounts and what is said twice. */
export const PEOPLE_PLANTS: readonly Plant[] = [
  inSlot("resident-id-check", "resident-id", ({ text }, random) =>
    text.includes("*") ? null : { text: spoilDigit(text, random.between(14, 15), random) },
  ),
  inSlot("credit-code-check", "credit-code", ({ text }, random) => ({ text: spoilDigit(text, random.between(8, 15), random) })),
  inSlot("phone-length", "phone", ({ text }, random) => {
    if (text.includes("*")) return null;
    const at = random.between(3, 10);
    return { text: random.chance(0.5) ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + text.charAt(at) + text.slice(at) };
  }),
  (draft, random) => {
    const births = slotsOf(draft, "birth", ({ slot }) => has(draft, "resident-id", slot?.key ?? "")).filter(
      ({ piece }) => !draft.isForPublication && piece.slot !== undefined,
    );
    if (births.length === 0) return null;
    const { at, piece } = random.pick(births);
    const born = dayOf(String(piece.slot?.value));
    const { day } = calendarDay(born);
    const other = random.chance(0.5) ? born + (day < 15 ? 10 : -10) : born + 31 * random.pick([1, 2]);
    const also = [...births.map((birth) => birth.at), ...idPieces(draft, piece.slot?.key ?? "")];
    return changed(draft, { kind: "birth-against-id", at, text: dayText(isoOf(other)), right: piece.text, also });
  },
  (draft, random) => {
    const sexes = slotsOf(draft, "sex", ({ slot }) => has(draft, "resident-id", slot?.key ?? "")).filter(() => !draft.isForPublication);
    if (sexes.length === 0) return null;
    const { at, piece } = random.pick(sexes);
    return changed(draft, {
      kind: "sex-against-id",
      at,
      text: piece.text === "男" ? "女" : "男",
      right: piece.text,
      also: idPieces(draft, piece.slot?.key ?? ""),
    });
  },
  inSlot("age-at-act", "age", ({ text }, random) => ({ text: String(Number(text) + random.pick([-3, -1, 1, 2])) })),
  otherName,
  repeated("amount-inconsistent", "total", (piece, random) => `${Number(piece.slot?.value) / 100 + random.pick([-100, 100, 1_000])}元`),
  repeated("charge-inconsistent", "charge", ({ text }) => BESIDE[text] ?? "寻衅滋事罪"),
  inSlot("count-wrong", "count", (piece, random) =>
    piece.slot?.key === "incidents" ? { text: String(Number(piece.slot.value) + random.pick([-1, 1])) } : null,
  ),
  wrongSum,
  inSlot("amount-capitals", "capitals", (piece, random) => ({
    text: capitals(Number(piece.slot?.value) + random.pick([10_000, 100_000, -10_000])),
  })),
  otherRecord,
  unmasked,
];
