import type { DocumentCaseDay } from "@yuejian/contracts";
import { dayFromIso, isoOfDay, residentIdCheckCharacter, writeHanNumber } from "@yuejian/identifiers";
import { capitals } from "../../../demo/formats.ts";
import type { Random } from "../../../demo/random.ts";
import type { CaseRecord, Draft, Piece, PieceAt, PlantedDraft } from "../draft.ts";
import { withPiece } from "../draft.ts";
import { amountIn, dayIn, formOf, later } from "../forms.ts";
import type { ErrorKind } from "../kinds.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";
import { misspelt, otherAmount, placesOf, spoilDigit } from "../second/plants-people.ts";
import { formLike } from "./day-forms.ts";

interface Place {
  readonly at: PieceAt;
  readonly piece: Piece;
}
const keyOf = ({ piece }: Place): string => piece.slot?.key ?? "";
const keyed = (draft: Draft, kind: Parameters<typeof slotsOf>[1], key: string): Place[] =>
  slotsOf(draft, kind, ({ slot }) => slot?.key === key);
/** Ages of a person at any day. */
const agesOf = (draft: Draft, key: string): Place[] => slotsOf(draft, "age", ({ slot }) => slot?.key.split("@")[0] === key);
/** The first of some ways, in an order drawn anew, that the document gives occasion for. */
const oneOf =
  (...ways: readonly Plant[]): Plant =>
  (draft, random) => {
    const order = [...ways];
    while (order.length > 0) {
      const [way] = order.splice(random.between(0, order.length - 1), 1);
      const planted = way?.(draft, random);
      if (planted) return planted;
    }
    return null;
  };
const swappedAt = (text: string, at: number): string => text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);

/** A digit of the sequence, the check character itself, or two neighbours of the region changed about: birth and sex stay. */
const residentId = inSlot("resident-id-check", "resident-id", ({ text }, random) => {
  if (/[*×]/.test(text)) return null;
  const way = random.between(0, 2);
  if (way === 0) return { text: spoilDigit(text, random.pick([2, 3, 4, 5, 14, 15]), random) };
  if (way === 1)
    return { text: text.slice(0, 17) + (text.endsWith("X") ? "1" : random.chance(0.4) ? "X" : String((Number(text.charAt(17)) + 3) % 10)) };
  return text.charAt(14) === text.charAt(15) ? null : { text: swappedAt(text, 14) };
});

const creditCode = inSlot("credit-code-check", "credit-code", ({ text }, random) => {
  const at = random.between(8, 15);
  return text.charAt(at) === text.charAt(at + 1) || random.chance(0.5) || at === 15
    ? { text: spoilDigit(text, at === 15 ? 9 : at, random) }
    : { text: swappedAt(text, at) };
});

const phone = inSlot("phone-length", "phone", ({ text }, random) => {
  if (text.includes("*")) return null;
  const at = random.between(2, 9);
  const digit = random.pick([text.charAt(at), String(random.between(0, 9))]);
  return { text: random.chance(0.5) ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + digit + text.slice(at) };
});

const about = (draft: Draft, key: string): PieceAt[] =>
  placesOf([...keyed(draft, "birth", key), ...keyed(draft, "resident-id", key), ...keyed(draft, "sex", key), ...agesOf(draft, key)]);
/** A number that says another day or another sex, with a check character that holds. */
const otherId = (digits: string): string => digits.slice(0, 17) + residentIdCheckCharacter(digits.slice(0, 17));

const withId = (draft: Draft, random: Random, kind: "birth" | "sex"): Place | null => {
  if (draft.isForPublication) return null;
  const places = slotsOf(draft, kind, ({ slot }) => keyed(draft, "resident-id", slot?.key ?? "").length > 0);
  return places.length === 0 ? null : random.pick(places);
};
const birthOfOther: Plant = (draft, random) => {
  const place = withId(draft, random, "birth");
  if (!place) return null;
  const iso = String(place.piece.slot?.value);
  const [year = "", month = "", day = ""] = iso.split("-");
  const other = random.pick([
    later(iso, random.pick([-1, 1, 2, -10, 10, -30])),
    `${Number(year) + random.pick([-10, -1, 1, 2])}-${month}-${month === "02" ? "15" : day}`,
    Number(day) <= 12 ? `${year}-${day}-${month}` : later(iso, 3),
  ]);
  const text = formLike(place.piece.text, other, iso);
  return text === place.piece.text
    ? null
    : changed(draft, { kind: "birth-against-id", at: place.at, text, right: place.piece.text, also: about(draft, keyOf(place)) });
};
const idOfOther =
  (kind: "birth-against-id" | "sex-against-id", spoil: (id: string, random: Random) => string): Plant =>
  (draft, random) => {
    const place = withId(draft, random, kind === "birth-against-id" ? "birth" : "sex");
    const [id] = place ? keyed(draft, "resident-id", keyOf(place)) : [];
    if (!place || !id || keyed(draft, "resident-id", keyOf(place)).length > 1) return null;
    const text = spoil(id.piece.text, random);
    return changed(draft, { kind, at: id.at, text, right: id.piece.text, also: about(draft, keyOf(place)) });
  };
const birth = oneOf(
  birthOfOther,
  birthOfOther,
  idOfOther("birth-against-id", (id, random) => {
    const born = dayFromIso(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`);
    return otherId(id.slice(0, 6) + isoOfDay(born + random.pick([-31, -9, -1, 1, 20, 30, 365])).replaceAll("-", "") + id.slice(14));
  }),
);
const sex = oneOf(
  (draft, random) => {
    const place = withId(draft, random, "sex");
    if (!place) return null;
    const text = place.piece.text === "男" ? "女" : "男";
    return changed(draft, { kind: "sex-against-id", at: place.at, text, right: place.piece.text, also: about(draft, keyOf(place)) });
  },
  idOfOther("sex-against-id", (id, random) =>
    otherId(id.slice(0, 16) + String((Number(id.charAt(16)) + random.pick([1, 3, 5, 7, 9])) % 10)),
  ),
);

/** The years alone taken from each other, a birthday forgotten, or a slip of the pen. */
const age: Plant = (draft, random) => {
  const places = slotsOf(draft, "age");
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const [key = "", then = "act"] = (piece.slot?.key ?? "").split("@");
  const right = Number(piece.slot?.value);
  const years = right + random.pick([-1, 1, 1, -2, 2, 10, -10]);
  if (years < 10) return null;
  const also = [...keyed(draft, "birth", key), ...keyed(draft, "resident-id", key), ...agesOf(draft, key), ...keyed(draft, "date", then)];
  return changed(draft, {
    kind: "age-at-act",
    at,
    text: /\d/.test(piece.text) ? String(years) : writeHanNumber(years),
    right: piece.text,
    also: placesOf(also),
  });
};

const SURNAMES_ALIKE = [
  "贺贸",
  "柳刘",
  "汤杨",
  "易杨",
  "曾增",
  "廖缪",
  "谭覃",
  "喻俞",
  "晏宴",
  "葛曷",
  "涂余",
  "匡康",
  "焦蕉",
  "粟栗",
  "祝况",
  "邹周",
  "聂摄",
  "瞿翟",
];
/** One mention that is of nobody: misspelt, or with a surname of the same sound or shape. */
const name: Plant = (draft, random) => {
  if (draft.isForPublication) return null;
  const groups = [...Map.groupBy(slotsOf(draft, "name"), keyOf).values()].filter((mentions) => mentions.length >= 3);
  if (groups.length === 0) return null;
  const all = new Set(slotsOf(draft, "name").map(({ piece }) => piece.text));
  for (let attempt = 0; attempt < 40; attempt++) {
    const mentions = random.pick(groups);
    const { at, piece } = random.pick(mentions.slice(1));
    const alike = SURNAMES_ALIKE.find((pair) => pair.startsWith(piece.text.charAt(0)));
    const wrong = alike && random.chance(0.35) ? alike.charAt(1) + piece.text.slice(1) : misspelt(piece.text, random);
    if (wrong.length >= 2 && !all.has(wrong))
      return changed(draft, { kind: "name-inconsistent", at, text: wrong, right: piece.text, also: placesOf(mentions) });
  }
  return null;
};

const money = (draft: Draft): Place[] => [...slotsOf(draft, "amount"), ...slotsOf(draft, "total")];
/** A nought lost or gained, 万元 for 元, digits changed about. */
function anotherText(piece: Piece, random: Random): string {
  const fen = Number(piece.slot?.value);
  const form = formOf(piece.text);
  const way = random.between(0, 4);
  if (way === 0 && fen % 1_000 === 0 && fen > 100_000 && form !== "wan") return amountIn(fen / 10, form);
  if (way === 1) return amountIn(fen * 10, form);
  if (way === 2 && form === "wan") return piece.text.replace("万元", "元");
  return amountIn(otherAmount(fen, random), form);
}
const amount: Plant = (draft, random) => {
  const groups = [...Map.groupBy(money(draft), keyOf).values()].filter((mentions) => mentions.length >= 2);
  if (groups.length === 0) return null;
  const mentions = random.pick(groups);
  const { at, piece } = random.pick(mentions.slice(1));
  const text = anotherText(piece, random);
  if (money(draft).some(({ piece: other }) => other.text === text)) return null;
  const inWords = keyed(draft, "capitals", piece.slot?.key ?? "");
  return changed(draft, { kind: "amount-inconsistent", at, text, right: piece.text, also: placesOf([...mentions, ...inWords]) });
};

/** Charges that are taken for one another. */
const ANOTHER: Readonly<Record<string, readonly string[]>> = {
  盗窃罪: ["诈骗罪", "职务侵占罪", "抢夺罪"],
  故意伤害罪: ["寻衅滋事罪", "过失致人重伤罪"],
  危险驾驶罪: ["交通肇事罪", "妨害公务罪"],
  贩卖毒品罪: ["非法持有毒品罪", "容留他人吸毒罪"],
  受贿罪: ["贪污罪", "利用影响力受贿罪", "行贿罪"],
  职务侵占罪: ["挪用资金罪", "贪污罪"],
  非法捕捞水产品罪: ["危害珍贵、濒危野生动物罪", "污染环境罪"],
  虚开增值税专用发票罪: ["虚开发票罪", "逃税罪"],
  "掩饰、隐瞒犯罪所得罪": ["盗窃罪", "洗钱罪"],
  开设赌场罪: ["赌博罪", "非法经营罪"],
  诈骗罪: ["合同诈骗罪", "招摇撞骗罪"],
  帮助信息网络犯罪活动罪: ["非法利用信息网络罪", "洗钱罪"],
  寻衅滋事罪: ["聚众斗殴罪", "故意毁坏财物罪"],
  "生产、销售伪劣产品罪": ["生产、销售有毒、有害食品罪", "非法经营罪"],
};
const charge: Plant = (draft, random) => {
  const groups = [...Map.groupBy(slotsOf(draft, "charge"), keyOf).values()].filter((mentions) => mentions.length >= 2);
  if (groups.length === 0) return null;
  const mentions = random.pick(groups);
  const { at, piece } = random.pick(mentions.slice(1));
  const text = random.pick(ANOTHER[piece.text] ?? []);
  if (slotsOf(draft, "charge").some(({ piece: other }) => other.text === text)) return null;
  return changed(draft, { kind: "charge-inconsistent", at, text, right: piece.text, also: placesOf(mentions) });
};

/** The whole, wherever it is told and in capitals too, or one part told once: nothing but the adding up gives it away. */
const sum: Plant = (draft, random) => {
  const sums = draft.sums ?? [];
  if (sums.length === 0) return null;
  const chosen = random.pick(sums);
  const key = random.pick(random.chance(0.5) ? [chosen.whole] : [...chosen.parts, ...(chosen.less ?? [])]);
  const own = [...keyed(draft, "total", key), ...keyed(draft, "amount", key)];
  const [first] = own;
  if (!first || (key !== chosen.whole && own.length > 1)) return null;
  const fen = otherAmount(Number(first.piece.slot?.value), random);
  if (fen === first.piece.slot?.value) return null;
  let spoilt = draft;
  for (const { at, piece } of own) spoilt = withPiece(spoilt, at, amountIn(fen, formOf(piece.text)));
  for (const { at } of keyed(draft, "capitals", key)) spoilt = withPiece(spoilt, at, capitals(fen));
  const touched = sums.filter((each) => [each.whole, ...each.parts, ...(each.less ?? [])].includes(key));
  const keys = new Set(touched.flatMap((each) => [each.whole, ...each.parts, ...(each.less ?? [])]));
  const also = [...money(draft), ...slotsOf(draft, "capitals")].filter((place) => keys.has(keyOf(place)));
  return changed(spoilt, {
    kind: "sum-wrong",
    at: first.at,
    text: amountIn(fen, formOf(first.piece.text)),
    right: first.piece.text,
    also: placesOf(also),
  });
};

const inCapitals: Plant = (draft, random) => {
  const places = slotsOf(draft, "capitals");
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const fen = Number(piece.slot?.value);
  const text = capitals(random.pick([otherAmount(fen, random), fen * 10, fen % 1_000 === 0 ? fen / 10 : fen + 100]));
  const also = placesOf(money(draft).filter((place) => keyOf(place) === piece.slot?.key));
  return text === piece.text ? null : changed(draft, { kind: "amount-capitals", at, text, right: piece.text, also });
};

const count: Plant = (draft, random) => {
  const places = slotsOf(draft, "count");
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const other = Number(piece.slot?.value) + random.pick([-1, 1, 1, 2, -2]);
  if (other < 2) return null;
  const prefix = (piece.slot?.key ?? "").replace("of ", "");
  const parts = [...money(draft), ...slotsOf(draft, "date")].filter((place) => keyOf(place).startsWith(`${prefix}/`));
  return changed(draft, {
    kind: "count-wrong",
    at,
    text: /\d/.test(piece.text) ? String(other) : writeHanNumber(other),
    right: piece.text,
    also: placesOf(parts),
  });
};

/** The record knows another thing: of a day, a person, a charge, the amount. */
const STEPS: readonly DocumentCaseDay[] = ["act", "filed", "detained", "asked", "arrested", "accepted", "told"];
const record: Plant = (draft, random) => {
  const { record: known } = draft;
  const against = (places: readonly Place[], other: Partial<CaseRecord>, right: string): PlantedDraft | null => {
    const [first, ...more] = places;
    if (!first) return null;
    const planted = changed(draft, { kind: "record-mismatch", at: first.at, text: first.piece.text, right, also: placesOf(more) });
    return { ...planted, draft: { ...planted.draft, record: { ...known, ...other } } };
  };
  const suspectAt = random.between(0, Math.max(0, known.suspects.length - 1));
  const suspect = known.suspects[suspectAt];
  const people = (changes: Partial<NonNullable<typeof suspect>>) =>
    known.suspects.map((each, at) => (at === suspectAt ? { ...each, ...changes } : each));
  const aDay: Plant = () => {
    const steps = STEPS.filter((step) => known.days?.[step]?.length === 1 && keyed(draft, "date", step).length > 0);
    if (steps.length === 0) return null;
    const step = random.pick(steps);
    const iso = known.days?.[step]?.[0] ?? "";
    const other = later(iso, random.pick([-31, -10, -2, -1, 1, 2, 7, 30, 365]));
    const days = { ...known.days, [step]: [other] };
    const alone = { ...(step === "act" ? { actOn: other } : {}), ...(step === "accepted" ? { acceptedOn: other } : {}) };
    return against(keyed(draft, "date", step), { days, ...alone }, dayIn(other, "figures"));
  };
  const aNumber: Plant = () => {
    if (!suspect || suspect.residentId === null) return null;
    const residentId = otherId(spoilDigit(suspect.residentId, random.pick([14, 15]), random));
    return against(
      slotsOf(draft, "resident-id", ({ text }) => text === suspect.residentId),
      { suspects: people({ residentId }) },
      residentId,
    );
  };
  const aName: Plant = () => {
    const other = suspect ? misspelt(suspect.name, random) : "";
    const own = slotsOf(draft, "name", ({ text }) => text === suspect?.name);
    const isTaken = slotsOf(draft, "name", ({ text }) => text === other).length > 0;
    return !suspect || other === suspect.name || isTaken ? null : against(own, { suspects: people({ name: other }) }, other);
  };
  const aCharge: Plant = () => {
    const all = known.charges ?? [];
    if (all.length === 0) return null;
    const told = random.pick(all);
    const meant = random.pick(ANOTHER[told] ?? ["非法经营罪"]);
    const charges = all.map((each) => (each === told ? meant : each));
    return all.includes(meant)
      ? null
      : against(
          slotsOf(draft, "charge", ({ text }) => text === told),
          { charge: charges[0] ?? meant, charges },
          meant,
        );
  };
  const anAmount: Plant = () => {
    if (known.amount === null) return null;
    const other = otherAmount(known.amount, random);
    const places = slotsOf(draft, "total", ({ slot }) => slot?.value === known.amount);
    return other === known.amount ? null : against(places, { amount: other }, amountIn(other, "plain"));
  };
  return oneOf(aDay, aDay, aNumber, aName, aCharge, anAmount)(draft, random);
};

const unmasked: Plant = (draft, random) => {
  if (draft.isForPublication !== true) return null;
  const places = [...slotsOf(draft, "resident-id"), ...slotsOf(draft, "phone")];
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  return changed(draft, { kind: "unmasked-data" satisfies ErrorKind, at, text: String(piece.slot?.value ?? ""), right: piece.text });
};

/** Faults about people, amounts, what is said twice and what the record knows. */
export const TOLD_PLANTS = {
  residentId,
  creditCode,
  phone,
  birth,
  sex,
  age,
  name,
  amount,
  charge,
  sum,
  inCapitals,
  count,
  record,
  unmasked,
} satisfies Readonly<Record<string, Plant>>;
