import { creditCodeCheckCharacter, residentIdCheckCharacter } from "@yuejian/identifiers";
import { personName } from "../../../demo/names.ts";
import type { Random } from "../../../demo/random.ts";
import { type CaseRecord, type Draft, draftText, type Piece, type PieceAt, type PlantedDraft } from "../draft.ts";
import { dayIn, later, yearsOn } from "../forms.ts";
import { changed, inProse, inSlot, type Plant, slotsOf } from "../plant.ts";

/** Text with two neighbours that differ changed about, from one place up to another. */
export function exchanged(text: string, random: Random, [from, to]: readonly [number, number]): string | null {
  const places = Array.from({ length: to - from }, (_, at) => from + at).filter((at) => text[at] !== text[at + 1]);
  if (places.length === 0) return null;
  const at = random.pick(places);
  return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
}

const lost = (text: string, at: number): string => text.slice(0, at) + text.slice(at + 1);
const twice = (text: string, at: number): string => text.slice(0, at) + text.charAt(at) + text.slice(at);
const otherDigit = (digit: string, random: Random): string => String((Number(digit) + random.between(1, 9)) % 10);
const withDigit = (text: string, at: number, random: Random): string =>
  text.slice(0, at) + otherDigit(text.charAt(at), random) + text.slice(at + 1);

const isWhole = ({ text }: Piece): boolean => !text.includes("*");
const whole = (
  kind: Parameters<typeof inSlot>[0],
  slotKind: Parameters<typeof inSlot>[1],
  spoil: (text: string, random: Random) => string | null,
): Plant =>
  inSlot(kind, slotKind, (piece, random) => {
    const text = isWhole(piece) ? spoil(piece.text, random) : null;
    return text === null ? null : { text };
  });

const monthDayChanged = (text: string): string | null => {
  const [, year, month = "", day = ""] = /^(\d+)年(\d+)月(\d+)日$/.exec(text) ?? [];
  return Number(day) <= 12 && month !== day ? `${year}年${day}月${month}日` : null;
};

const otherBirth = (spoil: (iso: string, random: Random) => string): Plant =>
  inSlot("birth-against-id", "birth", ({ text, slot }, random, draft) => {
    if (draft.isForPublication) return null;
    const iso = spoil(String(slot?.value), random);
    return iso.endsWith("02-29") ? null : { text: dayIn(iso, text.includes("年") ? "figures" : "iso") };
  });

/** The other sex in the number itself, with a check digit that holds. */
function otherSex(draft: Draft, random: Random): PlantedDraft | null {
  const sexes = slotsOf(draft, "sex");
  const places = slotsOf(draft, "resident-id", isWhole).filter(({ piece }) => sexes.some((sex) => sex.piece.slot?.key === piece.slot?.key));
  if (places.length === 0) return null;
  const { at, piece } = random.pick(places);
  const digits = piece.text.slice(0, 16) + String((Number(piece.text.charAt(16)) + 1) % 10);
  return changed(draft, {
    kind: "sex-against-id",
    at,
    text: digits + residentIdCheckCharacter(digits),
    right: piece.text,
    also: sexes.filter((sex) => sex.piece.slot?.key === piece.slot?.key).map((sex) => sex.at),
  });
}

function wrongAge(spoil: (right: number, byYear: number, random: Random) => number): Plant {
  return (draft, random) => {
    const places = slotsOf(draft, "age");
    const act = draft.record.actOn;
    if (places.length === 0 || act === null) return null;
    const { at, piece } = random.pick(places);
    const born = draft.record.suspects.find(({ name }) =>
      slotsOf(draft, "name").some((one) => one.piece.slot?.key === piece.slot?.key && one.piece.text === name),
    )?.bornOn;
    if (born === undefined) return null;
    const right = yearsOn(born, act);
    const wrong = spoil(right, Number(act.slice(0, 4)) - Number(born.slice(0, 4)), random);
    if (wrong === right) return null;
    const about = [...slotsOf(draft, "birth"), ...slotsOf(draft, "resident-id")].filter((one) => one.piece.slot?.key === piece.slot?.key);
    return changed(draft, { kind: "age-at-act", at, text: String(wrong), right: piece.text, also: about.map((one) => one.at) });
  };
}

/** Characters that sound alike in given names. */
const ALIKE: readonly string[] =
  "伟玮炜 杰洁捷 磊蕾 鹏朋 涛滔 超朝 勇永咏 斌彬滨 浩皓昊 亮良 宇雨羽 龙隆 凯恺 辉晖挥 翔祥详 鑫新欣 峰锋丰 健建剑 志智治 文雯 佳嘉家 琳林霖 威巍 婷亭 静靖敬 敏闽 莉丽利 慧惠蕙 颖莹盈 国帼 华桦 明铭鸣 军君钧 平萍苹 红洪鸿 霞夏 兰岚 玉育 芳方 秀绣 英瑛 珍贞 桂贵 梅玫 淑书 德得 福富 荣蓉容 正政 强墙 民敏 学雪 立力 思丝 春椿 轩宣 泽则 俊骏 博伯 瑶遥 梓子紫 涵晗 欣昕 怡宜 诗师 琪祺 妍研 娟涓 倩茜 海浩 波博 飞非 帅率 云芸 清青 光广 炳丙 松淞 柏伯 金锦 生升 水税 根耕 元圆源 开凯 党荡 湘香 岳越 卫为 东冬 革格 跃越 爱艾 岩言 群裙 丹单 娜那 雪学 薇微 晶京 洁杰 莲连 凤奉 翠脆 素肃 银尹 月玥 腊蜡 满曼 勤琴 香湘 菊聚 芝之 娥峨 孝笑 忠中 义毅 仁任 祥翔 寿受 长常 兴星 永勇 财才 发法 树述 保宝 新心 艳燕彦 玲铃龄 燕艳 利莉 桂贵 小晓 茂貌 睿锐 豪毫 辰晨 逸艺 瑞锐 奕亦 沐木 阳洋 楷凯 一依 诺若 航行 熙希 子梓 雨宇 萱轩 语雨 可珂 馨新 雅亚 芯心 梦孟 汐夕 依衣 若诺 晗涵 婉宛 晴情 佳加 诗施 贵桂 全权 炜伟 麦买 吐土 逊孙 提题 阿啊 古谷 丽莉 尔儿 艾爱 吉及 克可 拉啦 苦库 伍武 呷嘎 旦丹 增曾 罗洛 布步 德得 吉杰 央扬 宗综".split(
    " ",
  );

function misheard(name: string, random: Random): string | null {
  const places = name
    .split("")
    .flatMap((character, at) =>
      at === 0 ? [] : ALIKE.filter((group) => group.startsWith(character)).map((group) => [at, group] as const),
    );
  if (places.length === 0) return null;
  const [at, group] = random.pick(places);
  return name.slice(0, at) + random.pick(group.slice(1).split("")) + name.slice(at + 1);
}

const ROLES = /(被告人|犯罪嫌疑人|被不起诉人|被害人|证人|法定代表人)$/;

interface Mention {
  readonly at: PieceAt;
  readonly piece: Piece;
  readonly key: string;
  /** The word that stands before it. */
  readonly role: string | null;
}

const mentionsOf = (draft: Draft): Mention[] =>
  slotsOf(draft, "name").map(({ at, piece }) => ({
    at,
    piece,
    key: piece.slot?.key ?? "",
    role: ROLES.exec(draft.paragraphs[at[0]]?.pieces[at[1] - 1]?.text ?? "")?.[1] ?? null,
  }));

/** One mention of somebody told more than once; where only two are told, the other may be the wrong one. */
function otherMention(spoil: (mention: Mention, all: readonly Mention[], draft: Draft, random: Random) => string | null): Plant {
  return (draft, random) => {
    const all = mentionsOf(draft);
    const byKey = Map.groupBy(all, ({ key }) => key);
    const places = all.filter(({ key }) => (byKey.get(key)?.length ?? 0) > 1);
    if (places.length === 0) return null;
    const mention = random.pick(places);
    const text = spoil(mention, all, draft, random);
    if (text === null || text === mention.piece.text) return null;
    const others = all.filter(({ key, at }) => key === mention.key && at !== mention.at);
    return changed(draft, {
      kind: "name-inconsistent",
      at: mention.at,
      text,
      right: mention.piece.text,
      also: others.length === 1 ? others.map(({ at }) => at) : [],
    });
  };
}

/** Somebody of another part in the case, after the word for this part. */
function exchangedPerson({ role, key }: Mention, all: readonly Mention[], _: Draft, random: Random): string | null {
  if (role === null) return null;
  const inRole = new Set(all.filter((one) => one.role === role).map((one) => one.key));
  const others = all.filter((one) => one.key !== key && one.role !== null && !inRole.has(one.key));
  return others.length === 0 ? null : random.pick(others).piece.text;
}

function leftOver({ role, piece }: Mention, _: readonly Mention[], draft: Draft, random: Random): string | null {
  if (role === null || piece.text.includes("某")) return null;
  for (let time = 0; time < 20; time++) {
    const name = personName(random, "male", random.between(1970, 1998));
    if (!draftText(draft).includes(name.slice(0, 2))) return name;
  }
  return null;
}

function otherFirm(spoil: (name: string, random: Random) => string | null): Plant {
  return (draft, random) => {
    const places = slotsOf(draft, "organisation");
    if (places.length < 2) return null;
    const { at, piece } = random.pick(places.slice(1));
    const text = spoil(piece.text, random);
    const also = places.length === 2 ? places.filter((one) => one.at !== at).map((one) => one.at) : [];
    return text === null || text === piece.text ? null : changed(draft, { kind: "name-inconsistent", at, text, right: piece.text, also });
  };
}

const CHARGES: Readonly<Record<string, readonly string[]>> = {
  盗窃罪: ["职务侵占罪", "抢夺罪", "诈骗罪"],
  诈骗罪: ["合同诈骗罪", "盗窃罪", "敲诈勒索罪"],
  开设赌场罪: ["赌博罪", "组织参与国（境）外赌博罪"],
  交通肇事罪: ["危险驾驶罪", "过失致人死亡罪"],
  故意伤害罪: ["寻衅滋事罪", "过失致人重伤罪"],
  "掩饰、隐瞒犯罪所得罪": ["盗窃罪", "窝藏、包庇罪"],
  帮助信息网络犯罪活动罪: ["诈骗罪", "妨害信用卡管理罪"],
  职务侵占罪: ["挪用资金罪", "诈骗罪"],
  危险驾驶罪: ["交通肇事罪", "盗窃罪"],
  寻衅滋事罪: ["聚众斗殴罪", "故意伤害罪"],
  拒不支付劳动报酬罪: ["合同诈骗罪", "职务侵占罪"],
};

function otherCharge(draft: Draft, random: Random): PlantedDraft | null {
  const places = slotsOf(draft, "charge");
  if (places.length < 2) return null;
  const { at, piece } = random.pick(places);
  const also = places.length === 2 ? places.filter((one) => one.at !== at).map((one) => one.at) : [];
  return changed(draft, { kind: "charge-inconsistent", at, text: random.pick(CHARGES[piece.text] ?? ["盗窃罪"]), right: piece.text, also });
}

/** The same in running text, where the document names its charge besides. */
const chargeInProse = inProse(
  "charge-inconsistent",
  new RegExp(`(?<=涉嫌|以)(${Object.keys(CHARGES).join("|")})`, "g"),
  (charge, random) => random.pick(CHARGES[charge] ?? ["盗窃罪"]),
  (draft) => slotsOf(draft, "charge").length > 0,
);

/** A place of the text that the record of the case contradicts: the draft stays, the record is another. */
function otherRecord(
  find: (draft: Draft, random: Random) => { readonly places: readonly PieceAt[]; readonly record: CaseRecord } | null,
): Plant {
  return (draft, random) => {
    const found = draft.isForPublication ? null : find(draft, random);
    const [at, ...also] = found?.places ?? [];
    const text = at && draft.paragraphs[at[0]]?.pieces[at[1]]?.text;
    return found && at && text
      ? changed({ ...draft, record: found.record }, { kind: "record-mismatch", at, text, right: null, also })
      : null;
  };
}

type Suspect = CaseRecord["suspects"][number];

const otherSuspect = (kind: "name" | "resident-id" | "birth", change: (suspect: Suspect, random: Random) => Suspect | null): Plant =>
  otherRecord((draft, random) => {
    if (draft.record.suspects.length === 0) return null;
    const suspect = random.pick(draft.record.suspects);
    const record = change(suspect, random);
    const key = slotsOf(draft, "name", ({ text }) => text === suspect.name)[0]?.piece.slot?.key;
    const kinds = kind === "birth" ? (["birth", "resident-id"] as const) : [kind];
    const places = kinds.flatMap((one) => slotsOf(draft, one, ({ slot }) => slot?.key === key).map(({ at }) => at));
    if (record === null || places.length === 0) return null;
    return { places, record: { ...draft.record, suspects: draft.record.suspects.map((one) => (one === suspect ? record : one)) } };
  });

const otherDay = otherRecord((draft, random) => {
  const days = Object.entries(draft.record.days ?? {}).filter(
    ([key, all]) => all.length === 1 && slotsOf(draft, "date", ({ slot }) => slot?.key === key && slot.value === all[0]).length > 0,
  );
  if (days.length === 0) return null;
  const [key, [iso = ""]] = random.pick(days);
  const moved = later(iso, random.pick([-31, -10, -2, -1, 1, 2, 10, 30]));
  return {
    places: slotsOf(draft, "date", ({ slot }) => slot?.key === key).map(({ at }) => at),
    record: {
      ...draft.record,
      days: { ...draft.record.days, [key]: [moved] },
      actOn: key === "act" ? moved : draft.record.actOn,
      acceptedOn: key === "accepted" ? moved : draft.record.acceptedOn,
    },
  };
});

const recordCharge = otherRecord((draft, random) => {
  const places = slotsOf(draft, "charge").map(({ at }) => at);
  const { charge } = draft.record;
  return charge === null || places.length === 0
    ? null
    : { places, record: { ...draft.record, charge: random.pick(CHARGES[charge] ?? ["盗窃罪"]) } };
});

const recordAmount = otherRecord((draft, random) => {
  const { amount } = draft.record;
  const places = [...slotsOf(draft, "total"), ...slotsOf(draft, "amount")]
    .filter(({ piece }) => piece.slot?.value === amount)
    .map(({ at }) => at);
  if (amount === null || places.length === 0) return null;
  return { places, record: { ...draft.record, amount: random.chance(0.5) ? amount + random.pick([-9, 9, 27, 90]) * 1000 : amount * 10 } };
});

const moveBirth = (suspect: Suspect, random: Random): Suspect => {
  const bornOn = later(suspect.bornOn, random.pick([-365, -30, -1, 1, 10, 366]));
  const digits = (suspect.residentId ?? "").slice(0, 6) + bornOn.replaceAll("-", "") + (suspect.residentId ?? "").slice(14, 17);
  return { ...suspect, bornOn, residentId: digits + residentIdCheckCharacter(digits) };
};

const moveId = (suspect: Suspect): Suspect | null => {
  if (suspect.residentId === null) return null;
  const digits = suspect.residentId.slice(0, 14) + String((Number(suspect.residentId.slice(14, 17)) + 20) % 1000).padStart(3, "0");
  return { ...suspect, residentId: digits + residentIdCheckCharacter(digits) };
};

const unmasked = (kind: "resident-id" | "phone", full: (text: string, random: Random) => string): Plant =>
  inSlot("unmasked-data", kind, ({ text }, random, draft) => (draft.isForPublication ? { text: full(text, random) } : null));

const fullId = (text: string, random: Random): string => {
  const bornOn = `19${random.between(70, 99)}0${random.between(1, 9)}${random.between(10, 28)}`;
  const digits = text.slice(0, 6) + bornOn + text.slice(14, 17);
  return digits + residentIdCheckCharacter(digits);
};

export const PEOPLE_PLANTS: readonly Plant[] = [
  whole("resident-id-check", "resident-id", (id, random) => exchanged(id, random, [0, 5]) ?? exchanged(id, random, [13, 15])),
  whole("resident-id-check", "resident-id", (id, random) => id.slice(0, 17) + otherDigit(id.endsWith("X") ? "0" : id.slice(17), random)),
  whole("resident-id-check", "resident-id", (id, random) => (random.chance(0.6) ? lost : twice)(id, random.between(2, 15))),
  whole("credit-code-check", "credit-code", (code, random) => exchanged(code, random, [2, 7])),
  whole("credit-code-check", "credit-code", (code, random) => withDigit(code, random.between(2, 7), random)),
  whole("credit-code-check", "credit-code", (code) => {
    const last = code.slice(-1) === "A" ? "B" : "A";
    return creditCodeCheckCharacter(code) === last ? null : code.slice(0, 17) + last;
  }),
  whole("phone-length", "phone", (phone, random) => lost(phone, random.between(2, 9))),
  whole("phone-length", "phone", (phone, random) => twice(phone, random.between(2, 9))),
  otherBirth((iso, random) => later(iso, random.pick([-10, -9, -1, 1, 2, 10]))),
  otherBirth((iso, random) => iso.replace(/^\d+/, (year) => String(Number(year) + random.pick([-10, -1, 1, 10])))),
  inSlot("birth-against-id", "birth", ({ text }, _, draft) => {
    const wrong = draft.isForPublication ? null : monthDayChanged(text);
    return wrong === null ? null : { text: wrong };
  }),
  inSlot("sex-against-id", "sex", ({ text }, _, draft) => (draft.isForPublication ? null : { text: text === "男" ? "女" : "男" })),
  otherSex,
  wrongAge((right, byYear, random) => (byYear === right ? right + random.pick([-1, 1]) : byYear)),
  wrongAge((right, _, random) => right + random.pick([-10, -2, 2, 10])),
  otherMention(({ piece }, _, __, random) => misheard(piece.text, random)),
  otherMention(({ piece }, _, __, random) => (piece.text.length > 2 ? lost(piece.text, random.between(1, piece.text.length - 1)) : null)),
  otherMention(exchangedPerson),
  otherMention(leftOver),
  otherMention(({ piece }, _, __, random) =>
    piece.text.length === 3 && !piece.text.includes("某") ? exchanged(piece.text, random, [1, 2]) : null,
  ),
  otherFirm((name) => (name.endsWith("有限公司") ? name.replace("有限公司", "有限责任公司") : null)),
  otherFirm((name, random) => exchanged(name, random, [name.length > 8 ? 3 : 2, 4])),
  otherCharge,
  chargeInProse,
  otherSuspect("name", (suspect, random) => {
    const name = misheard(suspect.name, random);
    return name === null ? null : { ...suspect, name };
  }),
  otherSuspect("resident-id", moveId),
  otherSuspect("birth", moveBirth),
  otherDay,
  recordCharge,
  recordAmount,
  unmasked("resident-id", fullId),
  unmasked("phone", (text, random) => text.replace("****", String(random.between(1000, 9999)))),
  inProse(
    "unmasked-data",
    /\d{4,}\*+\d+/g,
    (card, random) => card.replace("*********", String(random.between(100_000_000, 999_999_999))),
    ({ isForPublication }) => isForPublication === true,
  ),
];
