import type { Random } from "../../../demo/random.ts";
import { type Draft, paragraph, piecesOf } from "../draft.ts";
import type { CharacterKind } from "../kinds.ts";
import { changed, inProse, type Plant } from "../plant.ts";

/** Right word in a document → the wrong one that is planted for it. */
const CONFUSED: readonly (readonly [right: string, wrong: string])[] = [
  ["账户", "帐户"],
  ["账目", "帐目"],
  ["台账", "台帐"],
  ["其他", "其它"],
  ["截至", "截止"],
  ["权利义务", "权力义务"],
  ["诉讼权利", "诉讼权力"],
  ["法定代表人", "法人代表"],
  ["并处罚金", "并处罚款"],
  ["羁押", "羁压"],
  ["辩护人", "辨护人"],
  ["辩解", "辨解"],
  ["辨认", "辩认"],
  ["赃款", "脏款"],
  ["检察官", "检查官"],
  ["检察建议", "检查建议"],
  ["部署", "布署"],
];
/** A sentence with a term that is no more used → the term of today. */
const OUTDATED: readonly (readonly [sentence: string, term: string, today: string])[] = [
  ["另查，相关情况已向工商行政管理局核实。", "工商行政管理局", "市场监督管理局"],
  ["有关材料已由国土资源局提供。", "国土资源局", "自然资源局"],
  ["上述情况已通报环境保护局。", "环境保护局", "生态环境局"],
  ["另据质量技术监督局说明，无其他登记。", "质量技术监督局", "市场监督管理局"],
  ["有关线索曾转安全生产监督管理局。", "安全生产监督管理局", "应急管理局"],
  ["另有一名残废人在场，未受影响。", "残废人", "残疾人"],
  ["有关情况已向食品药品监督管理局了解。", "食品药品监督管理局", "市场监督管理局"],
];

/** The name that a person has at another stage of the case. */
const ROLES: Readonly<Record<string, readonly [right: string, wrong: string]>> = {
  "review-report": ["犯罪嫌疑人", "被告人"],
  indictment: ["被告人", "犯罪嫌疑人"],
  "non-prosecution-decision": ["被不起诉人", "被告人"],
  "sentencing-proposal": ["被告人", "犯罪嫌疑人"],
  protest: ["被告人", "犯罪嫌疑人"],
  "custody-review-opinion": ["犯罪嫌疑人", "被告人"],
  "plea-statement": ["犯罪嫌疑人", "被告人"],
};

const otherRole: Plant = (draft, random) => {
  const role = ROLES[draft.kind];
  return role ? inProse("role-before-indictment", new RegExp(role[0], "g"), () => role[1])(draft, random) : null;
};

const confused: Plant = (draft, random) => {
  const prose = piecesOf(draft, ({ slot }, style) => slot === undefined && style !== "title").map(({ piece }) => piece.text);
  const here = CONFUSED.filter(([right]) => prose.some((text) => text.includes(right)));
  if (here.length === 0) return null;
  const [right, wrong] = random.pick(here);
  return inProse("wording-confused", new RegExp(right, "g"), () => wrong)(draft, random);
};

/** A paragraph more, after one of the body. */
const outdated: Plant = (draft, random) => {
  const bodies = draft.paragraphs.flatMap(({ style, pieces }, at) =>
    style === "body" && pieces.map(({ text }) => text).join("").length > 40 ? [at] : [],
  );
  if (bodies.length === 0) return null;
  const [sentence, term, today] = random.pick(OUTDATED);
  const at = random.pick(bodies) + 1;
  const spoilt: Draft = {
    ...draft,
    paragraphs: [...draft.paragraphs.slice(0, at), paragraph("body", sentence), ...draft.paragraphs.slice(at)],
  };
  const from = sentence.indexOf(term);
  return changed(spoilt, { kind: "wording-outdated", at: [at, 0], text: sentence, span: [from, from + term.length], right: today });
};

/** Ordinary words of such documents: a character lost or surplus in them leaves no other word. */
const ORDINARY =
  /犯罪嫌疑人|被不起诉人|有期徒刑|公安机关|人民检察院|法律规定|检察建议|刑事责任|取保候审|从轻处罚|事实|证据|情节|依照|认为|审查|要求|责任|危害|行为|办理|陈述|辩解|监督|整改|情况|履行|职责|现场|笔录|鉴定|意见|赔偿|损失|谅解|材料|建议|期间|隐患|管理|核实|讯问|通知|决定|措施|账户|转账|因素|程序|影响|认定|讨论|申请|羁押|能够|已经|应当|如果|以及|没有|可以|通过|因为|其他/g;
/** Of these neither character alone would do. */
const INSEPARABLE =
  /犯罪嫌疑人|被不起诉人|有期徒刑|公安机关|人民检察院|法律规定|检察建议|刑事责任|取保候审|从轻处罚|证据|情节|审查|责任|危害|行为|陈述|辩解|监督|整改|履行|职责|笔录|鉴定|意见|赔偿|损失|谅解|材料|隐患|管理|核实|措施|账户|因素|程序|影响|讨论|羁押/g;
const STRAY = "的了在是和有不对为与将其".split("");

/** What a text becomes by such a slip, or null where the slip leaves the text as it was. */
const SLIPS: Readonly<Record<CharacterKind, (word: string, random: Random) => string | null>> = {
  "character-missing": (word, random) => {
    const at = random.between(0, word.length - 1);
    return word.slice(0, at) + word.slice(at + 1);
  },
  "character-surplus": (word, random) => {
    const isDoubled = random.chance(0.6);
    const at = random.between(0, word.length - (isDoubled ? 1 : 2));
    return word.slice(0, at + 1) + (isDoubled ? word.charAt(at) : random.pick(STRAY)) + word.slice(at + 1);
  },
  "characters-swapped": (word, random) => {
    const at = random.between(0, word.length - 2);
    const swapped = word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
    return swapped === word ? null : swapped;
  },
};

/** One slip in an ordinary word that has running text on both sides: no name, number, heading or cell. */
function slip(kind: CharacterKind): Plant {
  return (draft, random) => {
    const places = piecesOf(draft, ({ slot, text }, style) => slot === undefined && style === "body" && text.length >= 8).flatMap(
      ({ at, piece }) =>
        [...piece.text.matchAll(kind === "character-missing" ? INSEPARABLE : ORDINARY)]
          .filter(({ index, 0: word }) => /^\p{Script=Han}/u.test(piece.text.slice(index + word.length)) || index > 3)
          .map(({ index, 0: word }) => ({ at, piece, index, word })),
    );
    if (places.length === 0) return null;
    const { at, piece, index, word } = random.pick(places);
    const wrong = SLIPS[kind](word, random);
    if (wrong === null) return null;
    const text = piece.text.slice(0, index) + wrong + piece.text.slice(index + word.length);
    const span = [Math.max(0, index - 1), Math.min(text.length, index + wrong.length + 1)] as const;
    return changed(draft, { kind, at, text, span, right: piece.text.slice(span[0], index + word.length + 1) });
  };
}

/** Faults of wording. */
export const WORD_PLANTS = {
  confused,
  outdated,
  otherRole,
  missing: slip("character-missing"),
  surplus: slip("character-surplus"),
  swapped: slip("characters-swapped"),
} satisfies Readonly<Record<string, Plant>>;
