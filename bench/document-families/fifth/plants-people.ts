import { writeHanNumber } from "@yuejian/identifiers";
import type { Random } from "../../../demo/random.ts";
import { type Draft, draftText, type PlantedDraft } from "../draft.ts";
import { later } from "../forms.ts";
import { changed, type Plant, slotsOf } from "../plant.ts";
import { several } from "./forms.ts";

/** What the input method offers beside the right character, or what the eye takes for it. */
const BESIDE: Readonly<Record<string, string>> = Object.fromEntries(
  "蒋姜 贺何 柳刘 汤唐 易益 曾增 邹周 廖寥 谭潭 喻余 晏宴 瞿翟 卜扑 葛郭 屈曲 祝竺 涂凃 聂镊 匡框 焦蕉 谌湛 鄢焉 粟栗 虢郭 佘余 炳丙 坤昆 钧均 铖诚 烨晔 骁晓 润闰 泽则 晟盛 昱煜 珩恒 屹奕 恺凯 岱代 淦赣 湛堪 祺琪 砚彦 绍邵 胤引 崇重 维惟 婧靖 琬婉 萱宣 芷止 黛代 蓓贝 娅亚 晗涵 璐露 瑾谨 妍研 菡涵 嫣烟 姝殊 筠均 湘香 芸云 茜倩 岚兰 沁泌 荷何 蕙慧 欧殴 阳扬 司可 马玛 官管 诸褚 夏厦 侯候 皇黄 甫浦 尉慰 迟池 令今 狐孤 端瑞 木本 慕暮 容蓉 吐土 逊孙 买麦 江疆 艾爱 卡喀 德得 尔儿 次茨 仁任 扎札 西茜 顿敦 珠朱 吉及 克可 阿啊 巴把 特忒 古谷 丽莉 娜那 合和 提堤 依伊 夏霞 木沐 玉王 素索 甫普 卓桌 玛马 央英 宗综 萨撒 图途 雅亚"
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.slice(1)]),
);

function misspelt(name: string, random: Random, isFirst: boolean): string | null {
  const places = name.split("").flatMap((character, at) => (BESIDE[character] !== undefined && (at === 0) === isFirst ? [at] : []));
  if (places.length === 0) return null;
  const at = random.pick(places);
  return name.slice(0, at) + BESIDE[name.charAt(at)] + name.slice(at + 1);
}

/** One mention of somebody or of a firm who is told twice or more. */
const otherMention =
  (slotKind: "name" | "organisation", spoil: (text: string, random: Random) => string | null): Plant =>
  (draft, random) => {
    const groups = [...Map.groupBy(slotsOf(draft, slotKind), ({ piece }) => piece.slot?.key ?? "").values()].filter(
      ({ length }) => length > 1,
    );
    if (groups.length === 0) return null;
    const group = random.pick(groups);
    const place = random.pick(group);
    const text = spoil(place.piece.text, random);
    if (text === null || text === place.piece.text || draftText(draft).includes(text)) return null;
    const others = group.filter(({ at }) => at !== place.at);
    return changed(draft, {
      kind: "name-inconsistent",
      at: place.at,
      text,
      right: place.piece.text,
      also: others.length === 1 ? others.map(({ at }) => at) : [],
    });
  };

const FIRM_ENDS: readonly (readonly [string, string])[] = [
  ["有限公司", "有限责任公司"],
  ["专业合作社", "农民合作社"],
  ["建材", "材料"],
  ["商贸", "贸易"],
  ["餐饮", "饮食"],
  ["信息咨询", "咨询"],
  ["家政服务", "服务"],
];
const otherFirm = (name: string, random: Random): string | null => {
  const fitting = FIRM_ENDS.filter(([right]) => name.includes(right));
  if (fitting.length === 0) return null;
  const [right, wrong] = random.pick(fitting);
  return name.replace(right, wrong);
};

/** Ages: by the years alone, one too many, the digits the other way round, ten off. */
const wrongAge =
  (spoil: (right: number, byYears: number, random: Random) => number): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "age");
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const [key = "", then = "act"] = (piece.slot?.key ?? "").split("@");
    const born = slotsOf(draft, "birth", ({ slot }) => slot?.key === key)[0]?.piece.slot?.value;
    const about = [...slotsOf(draft, "birth"), ...slotsOf(draft, "resident-id")].filter((one) => one.piece.slot?.key === key);
    const act = slotsOf(draft, "date", ({ slot }) => slot?.key === then)[0];
    if (born === undefined || !act) return null;
    const right = Number(piece.slot?.value);
    const wrong = spoil(right, Number(String(act.piece.slot?.value).slice(0, 4)) - Number(String(born).slice(0, 4)), random);
    if (wrong === right || wrong < 12 || wrong > 89) return null;
    const text = /\d/.test(piece.text) ? String(wrong) : writeHanNumber(wrong);
    return changed(draft, { kind: "age-at-act", at, text, right: piece.text, also: [act.at, ...about.map((one) => one.at)] });
  };

/** Charges that are easily taken for each other, none of which the families charge besides. */
const CHARGES: Readonly<Record<string, readonly string[]>> = {
  非法吸收公众存款罪: ["集资诈骗罪", "非法经营罪"],
  抢劫罪: ["抢夺罪", "敲诈勒索罪"],
  盗伐林木罪: ["滥伐林木罪", "盗窃罪"],
  "生产、销售有毒、有害食品罪": ["生产、销售不符合安全标准的食品罪", "生产、销售伪劣产品罪"],
  故意毁坏财物罪: ["寻衅滋事罪", "破坏生产经营罪"],
  非法占用农用地罪: ["非法采矿罪", "污染环境罪"],
  "拒不执行判决、裁定罪": ["非法处置查封的财产罪", "妨害公务罪"],
  受贿罪: ["贪污罪", "非国家工作人员受贿罪"],
  贩卖毒品罪: ["非法持有毒品罪", "容留他人吸毒罪"],
  职务侵占罪: ["挪用资金罪", "贪污罪"],
  盗窃罪: ["抢夺罪", "职务侵占罪"],
  诈骗罪: ["合同诈骗罪", "盗窃罪"],
};

function otherCharge(draft: Draft, random: Random): PlantedDraft | null {
  const groups = [...Map.groupBy(slotsOf(draft, "charge"), ({ piece }) => piece.text).values()].filter(({ length }) => length > 1);
  if (groups.length === 0) return null;
  const group = random.pick(groups);
  const { at, piece } = random.pick(group);
  const wrong = (CHARGES[piece.text] ?? []).filter((charge) => !draftText(draft).includes(charge));
  if (wrong.length === 0) return null;
  const also = group.length === 2 ? group.filter((one) => one.at !== at).map((one) => one.at) : [];
  return changed(draft, { kind: "charge-inconsistent", at, text: random.pick(wrong), right: piece.text, also });
}

const wrongCount =
  (step: -1 | 1): Plant =>
  (draft, random) => {
    const places = slotsOf(draft, "count");
    if (places.length === 0) return null;
    const { at, piece } = random.pick(places);
    const value = Number(piece.slot?.value) + step;
    if (value < 1) return null;
    const text = /\d/.test(piece.text) ? String(value) : several(value);
    return changed(draft, { kind: "count-wrong", at, text, right: piece.text });
  };

/** The record writes the name of a suspect otherwise, or knows another day. */
const otherName: Plant = (draft, random) => {
  if (draft.isForPublication || draft.record.suspects.length === 0) return null;
  const suspect = random.pick(draft.record.suspects);
  const [place, ...more] = slotsOf(draft, "name", ({ text }) => text === suspect.name);
  const name = misspelt(suspect.name, random, random.chance(0.3));
  if (!place || name === null || draftText(draft).includes(name)) return null;
  const suspects = draft.record.suspects.map((one) => (one === suspect ? { ...one, name } : one));
  return changed(
    { ...draft, record: { ...draft.record, suspects } },
    { kind: "record-mismatch", at: place.at, text: place.piece.text, right: null, also: more.map(({ at }) => at) },
  );
};

const otherStep: Plant = (draft, random) => {
  const days = Object.entries(draft.record.days ?? {}).flatMap(([key, all]) => {
    const places = slotsOf(draft, "date", ({ slot }) => slot?.key === key && slot.value === all[0]);
    return all.length === 1 && places.length > 0 ? [{ key, iso: all[0] ?? "", places }] : [];
  });
  if (draft.isForPublication || days.length === 0) return null;
  const { key, iso, places } = random.pick(days);
  const [place, ...more] = places;
  if (!place) return null;
  const moved = later(iso, random.pick([-20, -5, -3, 3, 4, 21]));
  const record = {
    ...draft.record,
    days: { ...draft.record.days, [key]: [moved] },
    actOn: key === "act" ? moved : draft.record.actOn,
    acceptedOn: key === "accepted" ? moved : draft.record.acceptedOn,
  };
  return changed(
    { ...draft, record },
    { kind: "record-mismatch", at: place.at, text: place.piece.text, right: null, also: more.map(({ at }) => at) },
  );
};

const reversed = (value: number): number => Number(String(value).split("").reverse().join(""));

export const PEOPLE_PLANTS: readonly Plant[] = [
  otherMention("name", (name, random) => misspelt(name, random, false)),
  otherMention("name", (name, random) => misspelt(name, random, true)),
  otherMention("organisation", otherFirm),
  wrongAge((right, byYears, random) => (byYears === right ? right + random.pick([-1, 1]) : byYears)),
  wrongAge((right, _, random) => right + random.pick([-10, -1, 1, 10])),
  wrongAge((right) => reversed(right)),
  otherCharge,
  wrongCount(-1),
  wrongCount(1),
  otherName,
  otherStep,
];
