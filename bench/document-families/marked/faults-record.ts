import { residentIdCheckCharacter } from "@yuejian/identifiers";
import type { CaseRecord, Draft, PieceAt } from "../draft.ts";
import { later } from "../forms.ts";
import { changed } from "../plant.ts";
import { type Fault, told } from "./faults.ts";
import { alikeOf } from "./scene.ts";

const kind = "record-mismatch" as const;

/** The document stays as it is, and the register knows another thing. */
function against(draft: Draft, places: readonly PieceAt[], record: CaseRecord): Fault[] {
  const [at, ...also] = places;
  const text = at && draft.paragraphs[at[0]]?.pieces[at[1]]?.text;
  return at && text ? [{ kind, make: () => changed({ ...draft, record }, { kind, at, text, right: null, also }) }] : [];
}

function days(draft: Draft): Fault[] {
  return Object.entries(draft.record.days ?? {}).flatMap(([key, isos]) => {
    const places = told(draft, "date").filter((one) => one.key === key && one.value === isos[0]);
    const iso = isos[0] ?? "";
    if (isos.length !== 1) return [];
    return [-1, 1, -10, 30].flatMap((shift) => {
      const other = later(iso, shift);
      const record: CaseRecord = {
        ...draft.record,
        days: { ...draft.record.days, [key]: [other] },
        actOn: key === "act" ? other : draft.record.actOn,
        acceptedOn: key === "accepted" ? other : draft.record.acceptedOn,
      };
      return against(
        draft,
        places.map(({ at }) => at),
        record,
      );
    });
  });
}

function people(draft: Draft): Fault[] {
  const { suspects } = draft.record;
  return suspects.flatMap((suspect) => {
    const key = told(draft, "name").find(({ piece }) => piece.text === suspect.name)?.key;
    const placesOf = (...kinds: Parameters<typeof told>[1][]): PieceAt[] =>
      told(draft, ...kinds)
        .filter((one) => one.key === key)
        .map(({ at }) => at);
    const knownAs = (other: (typeof suspects)[number]): CaseRecord => ({
      ...draft.record,
      suspects: suspects.map((each) => (each === suspect ? other : each)),
    });
    const id = suspect.residentId ?? "";
    const numbered = (digits: string): string => digits + residentIdCheckCharacter(digits);
    const bornOn = later(suspect.bornOn, 10);
    const names = suspect.name.split("").flatMap((character, at) => {
      const other = alikeOf(character);
      return other === undefined ? [] : [suspect.name.slice(0, at) + other + suspect.name.slice(at + 1)];
    });
    const sequence = String((Number(id.slice(14, 17)) + 20) % 1000).padStart(3, "0");
    return [
      ...names.flatMap((name) => against(draft, placesOf("name"), knownAs({ ...suspect, name }))),
      ...against(draft, placesOf("resident-id"), knownAs({ ...suspect, residentId: numbered(id.slice(0, 14) + sequence) })),
      ...against(
        draft,
        placesOf("birth", "resident-id"),
        knownAs({ ...suspect, bornOn, residentId: numbered(id.slice(0, 6) + bornOn.replaceAll("-", "") + id.slice(14, 17)) }),
      ),
    ];
  });
}

const OTHER: Readonly<Record<string, string>> = {
  诈骗罪: "合同诈骗罪",
  盗窃罪: "诈骗罪",
  交通肇事罪: "危险驾驶罪",
  非法捕捞水产品罪: "非法采矿罪",
  故意伤害罪: "寻衅滋事罪",
  寻衅滋事罪: "聚众斗殴罪",
  职务侵占罪: "挪用资金罪",
  敲诈勒索罪: "诈骗罪",
  开设赌场罪: "赌博罪",
  帮助信息网络犯罪活动罪: "掩饰、隐瞒犯罪所得罪",
  拒不支付劳动报酬罪: "职务侵占罪",
  "掩饰、隐瞒犯罪所得罪": "窝藏、包庇罪",
  虚开增值税专用发票罪: "逃税罪",
  假冒注册商标罪: "销售假冒注册商标的商品罪",
  销售假冒注册商标的商品罪: "假冒注册商标罪",
  非法经营罪: "合同诈骗罪",
  聚众斗殴罪: "寻衅滋事罪",
  贪污罪: "挪用公款罪",
  受贿罪: "贪污罪",
  行贿罪: "单位行贿罪",
  挪用资金罪: "职务侵占罪",
  合同诈骗罪: "诈骗罪",
  集资诈骗罪: "非法吸收公众存款罪",
  非法吸收公众存款罪: "集资诈骗罪",
  串通投标罪: "合同诈骗罪",
  污染环境罪: "非法采矿罪",
  非法占用农用地罪: "非法采矿罪",
  非法采矿罪: "破坏性采矿罪",
  滥伐林木罪: "盗伐林木罪",
  危险作业罪: "重大责任事故罪",
  重大责任事故罪: "重大劳动安全事故罪",
  "生产、销售有毒、有害食品罪": "生产、销售不符合安全标准的食品罪",
};

function facts(draft: Draft): Fault[] {
  const { charge, amount } = draft.record;
  const charges = told(draft, "charge").map(({ at }) => at);
  const other = OTHER[charge ?? ""];
  const amounts = told(draft, "total", "amount")
    .filter(({ value }) => amount !== null && value === amount)
    .map(({ at }) => at);
  return [
    ...(other === undefined ? [] : against(draft, charges, { ...draft.record, charge: other })),
    ...(amount === null
      ? []
      : [
          against(draft, amounts, { ...draft.record, amount: amount + 90_000 }),
          against(draft, amounts, { ...draft.record, amount: amount * 10 }),
        ].flat()),
  ];
}

export const recordFaults = (draft: Draft): Fault[] => (draft.isForPublication ? [] : [days, people, facts].flatMap((find) => find(draft)));
