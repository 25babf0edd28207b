import { calendarDay, dayFromIso, isoOfDay, residentIdCheckCharacter, writeHanNumber } from "@yuejian/identifiers";
import { capitals } from "../../../demo/formats.ts";
import type { Random } from "../../../demo/random.ts";
import { type CaseRecord, type Draft, type Piece, type PieceAt, type PlantedDraft, withPiece } from "../draft.ts";
import { amountIn, dayIn, formOf, later } from "../forms.ts";
import { changed, inSlot, type Plant, slotsOf } from "../plant.ts";

const digitBeside = (digit: string, random: Random): string => String((Number(digit) + random.between(1, 9)) % 10);
export const spoilDigit = (text: string, at: number, random: Random): string =>
  text.slice(0, at) + digitBeside(text.charAt(at), random) + text.slice(at + 1);
export const placesOf = (pieces: readonly { readonly at: PieceAt }[]): PieceAt[] => pieces.map(({ at }) => at);
const idPlaces = (draft: Draft, key: string): PieceAt[] => placesOf(slotsOf(draft, "resident-id", ({ slot }) => slot?.key === key));

/** Characters that are taken for each other in names, by sound or by shape. */
const TAKEN_FOR =
  "炳柄 坤昆 钧均 润闰 泽择 晟盛 屹迄 恺凯 岱代 淦赣 湛堪 祺棋 砚现 绍昭 胤允 崇祟 维唯 婧靖 琬婉 萱宣 芷芝 黛岱 蓓倍 娅亚 晗含 璐露 瑾谨 妍研 菡涵 嫣焉 姝殊 筠均 湘香 芸云 茜西 岚兰 沁心 荷何 蕙惠 珩衡 骁晓 烨晔 铖诚 昱煜 淮准 吉古 木本 尔而 克刻 次茨 央秧 图土 买卖 江汪 丽莉 阿啊 力刀 扎札 巴吧 仁任 多夕 玛码 萨莎 雅鸦 依衣 夏厦 顿吨 特持 伊尹 万方 夫天 诺若 金全 文纹 雄熊 秋愀 德得 米来"
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.charAt(1)] as const);

/** A name as a tired hand writes it: another character, one lost, two changed about. */
export function misspelt(name: string, random: Random): string {
  const characters = name.split("");
  const [first = "", ...rest] = characters;
  const way = random.between(0, 5);
  if (way === 0 && rest.length >= 2) return first + rest.filter((_, at) => at !== rest.length - 2).join("");
  if (way === 1 && rest.length >= 2) {
    const at = rest.length - 2;
    return first + [...rest.slice(0, at), rest[at + 1], rest[at]].join("");
  }
  const spots = characters.flatMap((character, at) =>
    TAKEN_FOR.filter(([one, other]) => one === character || other === character).map(([one, other]) => ({
      at,
      by: one === character ? other : one,
    })),
  );
  if (spots.length === 0) return name;
  const { at, by } = random.pick(spots);
  return characters.map((character, place) => (place === at ? by : character)).join("");
}

/** One later mention of somebody who is named three times or more. */
const otherName: Plant = (draft, random) => {
  if (draft.isForPublication) return null;
  const byName = Map.groupBy(slotsOf(draft, "name"), ({ piece }) => piece.slot?.key ?? "");
  const many = [...byName.values()].filter((mentions) => mentions.length >= 3);
  if (many.length === 0) return null;
  const names = new Set(slotsOf(draft, "name").map(({ piece: { text } }) => text));
  for (let attempt = 0; attempt < 30; attempt++) {
    const mentions = random.pick(many);
    const { at, piece } = random.pick(mentions.slice(1));
    const wrong = misspelt(piece.text, random);
    if (names.has(wrong) || wrong.length < 2) continue;
    return changed(draft, { kind: "name-inconsistent", at, text: wrong, right: piece.text, also: placesOf(mentions) });
  }
  return null;
};

/** Another charge that might have been meant. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  寻衅滋事罪: ["聚众斗殴罪", "故意伤害罪"],
  敲诈勒索罪: ["抢劫罪", "强迫交易罪"],
  开设赌场罪: ["赌博罪"],
  交通肇事罪: ["危险驾驶罪", "过失致人死亡罪"],
  危险驾驶罪: ["交通肇事罪", "妨害安全驾驶罪"],
  诈骗罪: ["合同诈骗罪", "盗窃罪"],
  盗窃罪: ["抢夺罪", "侵占罪"],
  帮助信息网络犯罪活动罪: ["诈骗罪", "掩饰、隐瞒犯罪所得罪"],
  非法拘禁罪: ["绑架罪"],
  故意伤害罪: ["过失致人重伤罪", "寻衅滋事罪"],
  职务侵占罪: ["挪用资金罪", "盗窃罪"],
};

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
    const { at, piece } = random.pick(mentions.slice(1));
    const text = spoil(piece, random);
    if (slotsOf(draft, slotKind).some(({ piece: other }) => other.text === text)) return null;
    const capitalised = slotsOf(draft, "capitals", ({ slot }) => slot?.key === piece.slot?.key);
    return changed(draft, { kind, at, text, right: piece.text, also: placesOf([...mentions, ...capitalised]) });
  };
};

/** Another amount of the same size: two digits changed about, or one that is off. */
export function otherAmount(fen: number, random: Random): number {
  const digits = String(fen / 100);
  const at = random.between(0, Math.max(0, digits.replace(/0+$/, "").length - 2));
  const swapped = Number(digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2)) * 100;
  if (random.chance(0.4) && digits.length > 2 && swapped !== fen && digits.charAt(at + 1) !== "0" && Number.isInteger(swapped))
    return swapped;
  const step = [10_000, 100_000, 1_000_000].filter((each) => each < fen).at(-random.between(1, 2)) ?? 10_000;
  const other = fen + random.pick([-3, -2, -1, 1, 2, 4]) * step;
  return other > 0 ? other : fen + step;
}

/** The whole told otherwise wherever it is told, in capitals too, so that only the parts give it away; or one part that is told once. */
const wrongSum: Plant = (draft, random) => {
  const sums = (draft.sums ?? []).filter(({ whole }) => slotsOf(draft, "total", ({ slot }) => slot?.key === whole).length > 0);
  if (sums.length === 0) return null;
  const { whole, parts, less = [] } = random.pick(sums);
  const keys = new Set([whole, ...parts, ...less]);
  const involved = (["total", "amount", "capitals"] as const).flatMap((kind) =>
    slotsOf(draft, kind, ({ slot }) => keys.has(slot?.key ?? "")),
  );
  const also = placesOf(involved);
  const lone = [...parts, ...less].flatMap((key) => {
    const told = involved.filter(({ piece }) => piece.slot?.key === key);
    return told.length === 1 && told[0]?.piece.slot?.kind === "amount" ? told : [];
  });
  if (lone.length > 0 && random.chance(0.4)) {
    const { at, piece } = random.pick(lone);
    const text = amountIn(otherAmount(Number(piece.slot?.value), random), formOf(piece.text));
    return text === piece.text ? null : changed(draft, { kind: "sum-wrong", at, text, right: piece.text, also });
  }
  const told = involved.filter(({ piece }) => piece.slot?.key === whole);
  const first = told.find(({ piece }) => piece.slot?.kind === "total");
  if (!first) return null;
  const fen = otherAmount(Number(first.piece.slot?.value), random);
  if (fen === first.piece.slot?.value) return null;
  let spoilt = draft;
  const written = (piece: Piece) => (piece.slot?.kind === "capitals" ? capitals(fen) : amountIn(fen, formOf(piece.text)));
  for (const { at, piece } of told) spoilt = withPiece(spoilt, at, written(piece));
  return changed(spoilt, { kind: "sum-wrong", at: first.at, text: written(first.piece), right: first.piece.text, also });
};

/** What the business system knows is another thing than what the document says. */
const otherRecord: Plant = (draft, random) => {
  const { record } = draft;
  const mismatch = (places: readonly { readonly at: PieceAt; readonly piece: Piece }[], other: Partial<CaseRecord>, right: string) => {
    const [first, ...more] = places;
    if (!first) return null;
    const planted = changed(draft, { kind: "record-mismatch", at: first.at, text: first.piece.text, right, also: placesOf(more) });
    return { ...planted, draft: { ...planted.draft, record: { ...record, ...other } } };
  };
  const dates = (key: string, value: string | null) =>
    value === null ? [] : slotsOf(draft, "date", ({ slot }) => slot?.key === key && slot.value === value);
  const suspectAt = random.between(0, Math.max(0, record.suspects.length - 1));
  const suspect = record.suspects[suspectAt];
  const others = (changes: Partial<NonNullable<typeof suspect>>) =>
    record.suspects.map((each, at) => (at === suspectAt ? { ...each, ...changes } : each));
  const ways: (() => PlantedDraft | null)[] = [
    () => {
      const told = dates("accepted", record.acceptedOn);
      const acceptedOn = later(record.acceptedOn ?? "2025-01-01", random.pick([-9, -3, -2, -1, 1, 2, 10]));
      return mismatch(told, { acceptedOn }, dayIn(acceptedOn, "figures"));
    },
    () => {
      if (record.days?.act || record.actOn === null) return null;
      const told = dates("act", record.actOn);
      const actOn = later(record.actOn, random.pick([-30, -2, -1, 1, 2, 31]));
      return mismatch(told, { actOn }, dayIn(actOn, "figures"));
    },
    () => {
      if (!suspect || suspect.residentId === null) return null;
      const own = slotsOf(draft, "resident-id", ({ text }) => text === suspect.residentId);
      const digits = spoilDigit(suspect.residentId, random.pick([14, 15]), random).slice(0, 17);
      const residentId = digits + residentIdCheckCharacter(digits);
      return mismatch(own, { suspects: others({ residentId }) }, residentId);
    },
    () => {
      if (!suspect) return null;
      const own = slotsOf(draft, "name", ({ text }) => text === suspect.name);
      const name = misspelt(suspect.name, random);
      return name === suspect.name || slotsOf(draft, "name", ({ text }) => text === name).length > 0
        ? null
        : mismatch(own, { suspects: others({ name }) }, name);
    },
    () => {
      const all = record.charges ?? (record.charge === null ? [] : [record.charge]);
      if (all.length === 0) return null;
      const told = random.pick(all);
      const charge = random.pick(BESIDE[told] ?? ["非法经营罪"]);
      if (all.includes(charge)) return null;
      const charges = all.map((each) => (each === told ? charge : each));
      const places = slotsOf(draft, "charge", ({ text }) => text === told);
      return mismatch(places, { charge: charges[0] ?? charge, charges }, charge);
    },
    () => {
      if (record.amount === null) return null;
      const amount = otherAmount(record.amount, random);
      const told = slotsOf(draft, "total", ({ slot }) => slot?.value === record.amount);
      return amount === record.amount ? null : mismatch(told, { amount }, amountIn(amount, "plain"));
    },
  ];
  return random.pick(ways)();
};

const unmasked: Plant = (draft, random) => {
  if (draft.isForPublication !== true) return null;
  const places = [...slotsOf(draft, "resident-id"), ...slotsOf(draft, "phone")];
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  return changed(draft, { kind: "unmasked-data", at, text: String(piece.slot?.value ?? ""), right: piece.text });
};

const birth: Plant = (draft, random) => {
  if (draft.isForPublication) return null;
  const births = slotsOf(draft, "birth", ({ slot }) => idPlaces(draft, slot?.key ?? "").length > 0);
  if (births.length === 0) return null;
  const { at, piece } = random.pick(births);
  const born = dayFromIso(String(piece.slot?.value));
  const { year, month, day } = calendarDay(born);
  const other =
    random.chance(0.3) && day <= 12 && day !== month
      ? `${year}-${String(day).padStart(2, "0")}-${String(month).padStart(2, "0")}`
      : isoOfDay(born + random.pick([-365, -31, -10, -1, 1, 9, 30]));
  const form = piece.text.includes("-") ? "iso" : piece.text.includes("〇") || /[一二]/.test(piece.text) ? "han" : "figures";
  const same = births.filter((one) => one.piece.slot?.key === piece.slot?.key);
  return changed(draft, {
    kind: "birth-against-id",
    at,
    text: dayIn(other, form),
    right: piece.text,
    also: [
      ...placesOf(same),
      ...idPlaces(draft, piece.slot?.key ?? ""),
      ...placesOf(slotsOf(draft, "age", ({ slot }) => slot?.key === piece.slot?.key)),
    ],
  });
};

const sex: Plant = (draft, random) => {
  if (draft.isForPublication) return null;
  const places = slotsOf(draft, "sex", ({ slot }) => idPlaces(draft, slot?.key ?? "").length > 0);
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const text = piece.text === "男" ? "女" : "男";
  return changed(draft, { kind: "sex-against-id", at, text, right: piece.text, also: idPlaces(draft, piece.slot?.key ?? "") });
};

const age: Plant = (draft, random) => {
  const places = slotsOf(draft, "age");
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const key = piece.slot?.key ?? "";
  const years = Number(piece.slot?.value) + random.pick([-10, -2, -1, -1, 1, 1, 3]);
  const text = /\d/.test(piece.text) ? String(years) : writeHanNumber(years);
  const also = [...slotsOf(draft, "birth"), ...slotsOf(draft, "date")].filter(
    ({ piece: other }) => other.slot?.kind === "date" || other.slot?.key === key,
  );
  return changed(draft, { kind: "age-at-act", at, text, right: piece.text, also: [...placesOf(also), ...idPlaces(draft, key)] });
};

const count: Plant = (draft, random) => {
  const places = slotsOf(draft, "count", ({ slot }) => slot?.key.startsWith("incidents") === true);
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const other = Number(piece.slot?.value) + random.pick([-1, 1, 2]);
  if (other < 1) return null;
  const same = places.filter((one) => one.piece.slot?.key === piece.slot?.key);
  return changed(draft, {
    kind: "count-wrong",
    at,
    text: /\d/.test(piece.text) ? String(other) : writeHanNumber(other),
    right: piece.text,
    also: placesOf(same),
  });
};

/** Faults about people, amounts and what is said twice. */
export const PEOPLE_PLANTS = {
  residentId: inSlot("resident-id-check", "resident-id", ({ text }, random) =>
    text.includes("*")
      ? null
      : random.chance(0.25)
        ? { text: text.slice(0, 17) + (text.endsWith("X") ? String(random.between(0, 9)) : digitBeside(text.charAt(17), random)) }
        : { text: spoilDigit(text, random.between(14, 15), random) },
  ),
  creditCode: inSlot("credit-code-check", "credit-code", ({ text }, random) => ({
    text: spoilDigit(text, random.between(8, 15), random),
  })),
  phone: inSlot("phone-length", "phone", ({ text }, random) => {
    if (text.includes("*") || !/^1\d{10}$/.test(text)) return null;
    const at = random.between(3, 10);
    return { text: random.chance(0.5) ? text.slice(0, at) + text.slice(at + 1) : text.slice(0, at) + text.charAt(at) + text.slice(at) };
  }),
  birth,
  sex,
  age,
  name: otherName,
  amount: repeated("amount-inconsistent", "total", (piece, random) =>
    amountIn(otherAmount(Number(piece.slot?.value), random), formOf(piece.text)),
  ),
  charge: repeated("charge-inconsistent", "charge", ({ text }, random) => random.pick(BESIDE[text] ?? ["非法经营罪"])),
  count,
  sum: wrongSum,
  capitals: inSlot("amount-capitals", "capitals", (piece, random) => ({
    text: capitals(otherAmount(Number(piece.slot?.value), random)),
  })),
  record: otherRecord,
  unmasked,
} satisfies Readonly<Record<string, Plant>>;
