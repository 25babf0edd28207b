import { residentIdCheckCharacter } from "@yuejian/identifiers";
import { personName } from "../../../demo/names.ts";
import type { Random } from "../../../demo/random.ts";
import { type CaseRecord, type Draft, draftText, type PieceAt, type PlantedDraft, type SlotKind } from "../draft.ts";
import { dayText } from "../facts.ts";
import { later, monthsOn } from "../forms.ts";
import type { ErrorKind } from "../kinds.ts";
import { changed, inProse, inSlot, type Plant, slotsOf } from "../plant.ts";
import { exchanged } from "../slips/people.ts";
import { lostAt, misheard, otherAt, twiceAt } from "./slips.ts";

/** One number that stands whole. */
const number = (kind: ErrorKind, slotKind: SlotKind, spoil: (text: string, random: Random) => string | null): Plant =>
  inSlot(kind, slotKind, ({ text }, random) => {
    const wrong = text.includes("*") ? null : spoil(text, random);
    return wrong === null ? null : { text: wrong };
  });

const birth = (spoil: (iso: string, random: Random) => string): Plant =>
  inSlot("birth-against-id", "birth", ({ slot }, random, draft) => {
    const iso = spoil(String(slot?.value), random);
    return draft.isForPublication || iso === slot?.value || iso.endsWith("02-29") ? null : { text: dayText(iso) };
  });

const monthAndDay = (iso: string): string => {
  const [year, month, day] = iso.split("-");
  return Number(day) <= 12 ? `${year}-${day}-${month}` : iso;
};

/** The number tells of the other sex, and its check digit holds. */
function sexInNumber(draft: Draft, random: Random): PlantedDraft | null {
  const sexes = slotsOf(draft, "sex");
  const ids = slotsOf(
    draft,
    "resident-id",
    ({ text, slot }) => !text.includes("*") && sexes.some(({ piece }) => piece.slot?.key === slot?.key),
  );
  if (ids.length === 0) return null;
  const { at, piece } = random.pick(ids);
  const digits = piece.text.slice(0, 16) + String((Number(piece.text.charAt(16)) + random.pick([1, 3, 5])) % 10);
  const also = sexes.filter((sex) => sex.piece.slot?.key === piece.slot?.key).map((sex) => sex.at);
  return changed(draft, { kind: "sex-against-id", at, text: digits + residentIdCheckCharacter(digits), right: piece.text, also });
}

const age =
  (spoil: (years: number, byYear: number, random: Random) => number): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "age");
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const about = [
      ...slotsOf(draft, "birth"),
      ...slotsOf(draft, "resident-id"),
      ...slotsOf(draft, "date", ({ slot }) => slot?.key === "act"),
    ];
    const own = about.filter((one) => one.piece.slot?.key === piece.slot?.key || one.piece.slot?.key === "act");
    const act = String(own.find((one) => one.piece.slot?.key === "act")?.piece.slot?.value);
    const born = String(own.find((one) => one.piece.slot?.kind === "birth")?.piece.slot?.value);
    const right = Number(piece.slot?.value);
    const wrong = spoil(right, Number(act.slice(0, 4)) - Number(born.slice(0, 4)), random);
    if (wrong === right) return null;
    return changed(draft, { kind: "age-at-act", at, text: String(wrong), right: piece.text, also: own.map((one) => one.at) });
  };

const ROLE = /(被告人|犯罪嫌疑人|被不起诉人|被害人|法定代表人|讯问人：|询问人：|辩护人|收废品的)$/;

interface Mention {
  readonly at: PieceAt;
  readonly text: string;
  readonly key: string;
  /** The word before the name. */
  readonly role: string | undefined;
}

const mentionsOf = (draft: Draft): Mention[] =>
  slotsOf(draft, "name").map(({ at, piece }) => ({
    at,
    text: piece.text,
    key: piece.slot?.key ?? "",
    role: ROLE.exec(draft.paragraphs[at[0]]?.pieces[at[1] - 1]?.text ?? "")?.[1],
  }));

/** One mention of somebody who is told twice or more. */
const name =
  (spoil: (mention: Mention, all: readonly Mention[], draft: Draft, random: Random) => string | null): Plant =>
  (draft, random) => {
    const all = mentionsOf(draft);
    const often = all.filter(({ key }) => all.filter((one) => one.key === key).length > 1);
    if (often.length === 0) return null;
    const mention = random.pick(often);
    const text = spoil(mention, all, draft, random);
    if (text === null || text === mention.text) return null;
    const others = all.filter((one) => one.key === mention.key && one.at !== mention.at);
    return changed(draft, {
      kind: "name-inconsistent",
      at: mention.at,
      text,
      right: mention.text,
      also: others.length === 1 ? others.map(({ at }) => at) : [],
    });
  };

const isMasked = (text: string): boolean => text.includes("某");

/** Somebody of another part: the victim where the accused is meant. Two of one part may well do either's acts. */
function otherPart({ role, key }: Mention, all: readonly Mention[], _: Draft, random: Random): string | null {
  if (role === undefined) return null;
  const same = new Set(all.filter((one) => one.role === role).map((one) => one.key));
  const others = all.filter((one) => one.key !== key && one.role !== undefined && !same.has(one.key));
  return others.length === 0 ? null : random.pick(others).text;
}

/** The accused of the document that this one was written over. */
function ofAnotherCase({ role, text }: Mention, _: readonly Mention[], draft: Draft, random: Random): string | null {
  if (role === undefined || isMasked(text)) return null;
  const whole = draftText(draft);
  const drawn = Array.from({ length: 12 }, () => personName(random, "male", random.between(1972, 1999)));
  return drawn.find((one) => !one.includes("·") && !whole.includes(one.slice(0, 2))) ?? null;
}

const firm =
  (spoil: (text: string, random: Random) => string | null): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "organisation");
    if (places.length < 2) return null;
    const { at, piece } = random.pick(places);
    const text = spoil(piece.text, random);
    const others = places.filter((one) => one.at !== at);
    if (text === null || text === piece.text) return null;
    return changed(draft, {
      kind: "name-inconsistent",
      at,
      text,
      right: piece.text,
      also: others.length === 1 ? others.map((one) => one.at) : [],
    });
  };

/** Charges that are mixed up with each other. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  盗窃罪: ["抢夺罪", "诈骗罪", "职务侵占罪"],
  诈骗罪: ["合同诈骗罪", "招摇撞骗罪", "盗窃罪"],
  拒不支付劳动报酬罪: ["拒不执行判决、裁定罪", "职务侵占罪"],
  危险驾驶罪: ["交通肇事罪", "妨害安全驾驶罪"],
  受贿罪: ["行贿罪", "贪污罪", "非国家工作人员受贿罪"],
  虚开增值税专用发票罪: ["虚开发票罪", "逃税罪"],
  交通肇事罪: ["危险驾驶罪", "过失致人死亡罪"],
  "掩饰、隐瞒犯罪所得罪": ["盗窃罪", "帮助信息网络犯罪活动罪"],
  故意伤害罪: ["寻衅滋事罪", "过失致人重伤罪", "聚众斗殴罪"],
  敲诈勒索罪: ["诈骗罪", "抢劫罪", "寻衅滋事罪"],
  非法捕捞水产品罪: ["非法狩猎罪", "危害珍贵、濒危野生动物罪"],
  寻衅滋事罪: ["聚众斗殴罪", "故意伤害罪"],
  帮助信息网络犯罪活动罪: ["掩饰、隐瞒犯罪所得罪", "诈骗罪"],
  职务侵占罪: ["挪用资金罪", "盗窃罪"],
  失火罪: ["放火罪", "消防责任事故罪"],
};

const charge =
  (choice: (beside: readonly string[], random: Random) => string | undefined): Plant =>
  (draft, random) => {
    // What somebody was first held for may well be another charge.
    const places = slotsOf(draft, "charge").filter(
      ({ at: [line, piece] }) => !draft.paragraphs[line]?.pieces[piece - 1]?.text.endsWith("因涉嫌"),
    );
    if (places.length < 2) return null;
    const { at, piece } = random.pick(places);
    const others = places.filter((one) => one.at !== at).map((one) => one.at);
    const text = choice(BESIDE[piece.text] ?? [], random);
    if (text === undefined) return null;
    return changed(draft, { kind: "charge-inconsistent", at, text, right: piece.text, also: others.length === 1 ? others : [] });
  };

/** The draft stays as it is; what the record knows is something else. */
const recorded =
  (find: (draft: Draft, random: Random) => { readonly places: readonly PieceAt[]; readonly record: Partial<CaseRecord> } | null): Plant =>
  (draft, random) => {
    if (draft.isForPublication) return null;
    const { places = [], record } = find(draft, random) ?? {};
    const [at, ...also] = places;
    const text = at && draft.paragraphs[at[0]]?.pieces[at[1]]?.text;
    if (!at || !text) return null;
    return changed({ ...draft, record: { ...draft.record, ...record } }, { kind: "record-mismatch", at, text, right: null, also });
  };

type Suspect = CaseRecord["suspects"][number];

const suspect = (kinds: readonly SlotKind[], spoil: (one: Suspect, random: Random) => Suspect | null): Plant =>
  recorded(({ record: { suspects }, ...draft }, random) => {
    if (suspects.length === 0) return null;
    const one = random.pick(suspects);
    const other = spoil(one, random);
    const whole = { ...draft, record: { suspects } } as unknown as Draft;
    const key = slotsOf(whole, "name", ({ text }) => text === one.name)[0]?.piece.slot?.key;
    const places = kinds.flatMap((kind) => slotsOf(whole, kind, ({ slot }) => slot?.key === key)).map(({ at }) => at);
    return other === null || key === undefined
      ? null
      : { places, record: { suspects: suspects.map((each) => (each === one ? other : each)) } };
  });

const checked = (digits: string): string => digits + residentIdCheckCharacter(digits);

const RECORD_PLANTS: readonly Plant[] = [
  suspect(["name"], (one, random) => {
    const other = misheard(one.name, random);
    return other === null ? null : { ...one, name: other };
  }),
  suspect(["resident-id"], (one, random) => {
    const digits = otherAt((one.residentId ?? "").slice(0, 17), random.pick([14, 15]), random);
    return { ...one, residentId: checked(digits) };
  }),
  suspect(["birth", "resident-id"], (one, random) => {
    const bornOn = later(one.bornOn, random.pick([-300, -31, -1, 1, 9, 30]));
    const id = one.residentId ?? "";
    return { ...one, bornOn, residentId: checked(id.slice(0, 6) + bornOn.replaceAll("-", "") + id.slice(14, 17)) };
  }),
  recorded((draft, random) => {
    const days = Object.entries(draft.record.days ?? {}).filter(
      ([key, [iso, ...more]]) =>
        more.length === 0 && slotsOf(draft, "date", ({ slot }) => slot?.key === key && slot.value === iso).length > 0,
    );
    if (days.length === 0) return null;
    const [key, [iso = ""]] = random.pick(days);
    const other = random.chance(0.3) ? monthsOn(iso, random.pick([-1, 1])) : later(iso, random.pick([-10, -3, -1, 1, 2, 10]));
    return {
      places: slotsOf(draft, "date", ({ slot }) => slot?.key === key).map(({ at }) => at),
      record: {
        days: { ...draft.record.days, [key]: [other] },
        ...(key === "act" ? { actOn: other } : {}),
        ...(key === "accepted" ? { acceptedOn: other } : {}),
      },
    };
  }),
  recorded((draft, random) => {
    const own = draft.record.charge;
    const beside = BESIDE[own ?? ""];
    if (!beside) return null;
    return { places: slotsOf(draft, "charge", ({ text }) => text === own).map(({ at }) => at), record: { charge: random.pick(beside) } };
  }),
  recorded((draft, random) => {
    const { amount } = draft.record;
    if (amount === null) return null;
    const places = [...slotsOf(draft, "total"), ...slotsOf(draft, "amount")].filter(({ piece }) => piece.slot?.value === amount);
    return {
      places: places.map(({ at }) => at),
      record: { amount: random.chance(0.3) ? amount * 10 : amount + random.pick([-100_000, 20_000, 90_000, 300_000]) },
    };
  }),
];

const whole = (masked: string, random: Random): string => {
  const digits = `${masked.slice(0, 6)}19${random.between(70, 99)}${random.pick(["03", "07", "11"])}${random.between(10, 28)}${masked.slice(14, 17)}`;
  return checked(digits);
};

const published =
  (plant: Plant): Plant =>
  (draft, random) =>
    draft.isForPublication ? plant(draft, random) : null;

export const PEOPLE_PLANTS: readonly Plant[] = [
  number("resident-id-check", "resident-id", (id, random) => exchanged(id, random, [13, 15])),
  number("resident-id-check", "resident-id", (id, random) => otherAt(id.replace("X", "0"), 17, random)),
  number("resident-id-check", "resident-id", (id, random) => random.pick([lostAt, twiceAt])(id, random.between(0, 16))),
  number("credit-code-check", "credit-code", (code, random) => exchanged(code, random, [8, 16])),
  number("credit-code-check", "credit-code", (code, random) => {
    const digits = Array.from(code).flatMap((sign, at) => (at > 1 && /\d/.test(sign) ? [at] : []));
    return otherAt(code, random.pick(digits), random);
  }),
  number("credit-code-check", "credit-code", (code) => (code.lastIndexOf("0") > 0 ? code.replace(/0(?=[^0]*$)/, "O") : null)),
  number("credit-code-check", "credit-code", (code, random) => lostAt(code, random.between(2, 15))),
  number("phone-length", "phone", (phone, random) => lostAt(phone, random.between(3, 10))),
  number("phone-length", "phone", (phone, random) => twiceAt(phone, random.between(3, 10))),
  birth((iso, random) => later(iso, random.pick([-10, -2, -1, 1, 3, 10]))),
  birth((iso, random) => String(Number(iso.slice(0, 4)) + random.pick([-10, -1, 1, 10])) + iso.slice(4)),
  birth(monthAndDay),
  inSlot("sex-against-id", "sex", ({ text }, _, draft) => (draft.isForPublication ? null : { text: text === "男" ? "女" : "男" })),
  sexInNumber,
  age((years, byYear) => (byYear === years ? years + 1 : byYear)),
  age((years, _, random) => years + random.pick([-10, -3, -1, 10])),
  age((years) => (years % 10 < 2 ? years + 10 : Number(Array.from(String(years)).reverse().join("")))),
  name(({ text }, _, __, random) => misheard(text, random)),
  name(({ text }, _, __, random) => (text.length > 2 && !isMasked(text) ? lostAt(text, random.between(1, text.length - 1)) : null)),
  name(({ text }, _, __, random) => (text.length === 3 && !isMasked(text) ? exchanged(text, random, [1, 2]) : null)),
  name(otherPart),
  name(ofAnotherCase),
  firm((text) => text.replace("有限公司", "有限责任公司")),
  firm((text, random) => lostAt(text, random.between(2, text.length - 5))),
  firm((text, random) => {
    const other = misheard(text.slice(1, -4), random);
    return other === null ? null : text.charAt(0) + other + text.slice(-4);
  }),
  charge((beside, random) => (beside.length === 0 ? undefined : random.pick(beside))),
  charge((beside) => beside.at(-1)),
  ...RECORD_PLANTS,
  published(inSlot("unmasked-data", "resident-id", ({ text }, random) => ({ text: whole(text, random) }))),
  published(inSlot("unmasked-data", "phone", ({ text }, random) => ({ text: text.replace("****", String(random.between(1000, 9999))) }))),
  published(
    inProse("unmasked-data", /62\d\d\*{11}\d{4}/g, (card, random) =>
      card.replace(/\*+/, `0${random.between(1_000_000_000, 9_999_999_999)}`),
    ),
  ),
  published(inProse("unmasked-data", /湘F[A-Z]\*{4}/g, (plate, random) => plate.replace("****", String(random.between(1000, 9999))))),
];
