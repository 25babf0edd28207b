import type { CheckedDocument } from "../document.ts";
import { accusedOf } from "../facts/accused.ts";
import { factsOf } from "../facts/facts.ts";
import { headLines, isNoRule, isOfOfficeOrReport, kindOf, type RecognisedKind } from "../facts/kind.ts";
import { isQuoted } from "../facts/sentences.ts";
import { apart, type DocumentRule, matches, type RuleHit } from "../rule.ts";
import { CONFUSED_BY_MEANING } from "./confused-by-meaning.ts";
import { CONFUSED_IN_CONTEXT } from "./confused-in-context.ts";
import { CONFUSED_WORDS } from "./confused-words.ts";
import { mistakenIn } from "./mistaken-characters.ts";
import { OUTDATED_TERMS } from "./outdated-terms.ts";

const SOME = "(?:本案|涉案|同案|上述|全部|所有|其他|该|各|未成年|在押|[二两三四五六七八九十0-9]{1,2}|多)*(?:名|位|个)?";
const ACCUSED = "(?:犯罪嫌疑人|嫌疑人|被告人|被不起诉人|被附条件不起诉人|被审查人|罪犯)";
const WITNESSES = "(?:被害人|被害单位|证人|报案人|举报人|控告人|鉴定人|见证人|目击|知情人|被害方)";

/** Written → meant, where what stands is no word of today's standard, or not this one. Patterns look at what is around. */
const CONFUSED: readonly (readonly [written: RegExp, meant: string, why: string])[] = [
  [
    /帐(?=户|目|册|号|款|单|本|簿|务|房|外|面)|(?<=台|查|转|记|入|对|算|报|结|付|到|做|假|流水|赊|欠|抵|还|讨|要|坏|呆|进|挂|平|收|清|赖|认|建|分|总|明细)帐(?![篷幔子幕])/g,
    "账",
    "与钱财有关的用“账”",
  ],
  [/其它/g, "其他", "公文统一用“其他”"],
  [
    /截止(?=[0-9]{4}年|年底|年末|月底|月末|当前|庭审|开庭|报告|昨|去年|目前|案发|今|本|日前|现在|审查|[0-9]{1,2}月)/g,
    "截至",
    "后面带时间、还在继续的用“截至”",
  ],
  [/(?<=(?:徒刑|拘役|管制)[^。；\n]{0,24})并处罚款/g, "并处罚金", "刑罚中的附加刑是“罚金”"],
  [/(?<=诉讼|合法|人身|民主|基本|政治|财产|民事|辩护|申诉|继承|知情)权力/g, "权利", "公民享有的是“权利”"],
  [/权力义务|权力和义务|权力与义务/g, "权利义务", "与义务相对的是“权利”"],
  [/(?<![操运创动])作工(?=[，。；、]|的|地|期间|为生)/g, "做工", "从事劳动用“做工”"],
  [/辨护|辩户|辨户/g, "辩护", "用语言为之说理用“辩”"],
  [/辨解/g, "辩解", "说明理由用“辩”"],
  [/答辨(?!认)/g, "答辩", "说明理由用“辩”"],
  [/申辨(?!认)/g, "申辩", "说明理由用“辩”"],
  [/(?<![分识可能])辨称/g, "辩称", "说明理由用“辩”"],
  [/(?<=法庭|自行|质证)辨论|(?<=参加|进行|听取)辨论/g, "辩论", "说明理由用“辩”"],
  [/辩认|辩别|辩明真伪/g, "辨认", "分清、认出用“辨”"],
  [
    /检查(?=官|员(?=[：:　\s])|院|长(?=[：:　\s，。])|建议|意见书|委员会|公益诉讼|听证|监督权)|(?<=人民|最高)检查(?=机关)/g,
    "检察",
    "机关、职务和检察文书用“检察”",
  ],
  [
    /侦察(?=机关|人员|阶段|终结|活动|卷|期限|羁押|员(?=[：:　\s，]))|(?<=立案|补充|并案|移送|自行|技术)侦察/g,
    "侦查",
    "刑事诉讼用语是“侦查”",
  ],
  [/起述(?=书|意见|人|状)/g, "起诉", "诉讼用“诉”"],
  [/既使(?!用|[^，。]{0,10}[又也])/g, "即使", "表示假设用“即使”"],
  [/即然(?=[，\p{Script=Han}])/gu, "既然", "表示已经如此用“既然”"],
  [/布署/g, "部署", "今用“部署”"],
  [/追朔/g, "追溯", "逆流而上用“溯”"],
  [/妨碍(?=公务罪|作证罪|清算罪|司法罪|信用卡管理罪)/g, "妨害", "罪名用“妨害”"],
  [/反应(?=情况|问题|意见|诉求|线索)/g, "反映", "把情况告诉别人用“反映”"],
  [/(?<![自知异利某])己(?=经(?!手|办|营|济|理))|(?<!自)己(?=被|于[0-9一二])/g, "已", "“已”是已经"],
  [/(?<![月年周期季世岁])末(?=遂|成年|满十|满[0-9])/g, "未", "“未”是没有"],
  [/(?<=(?:部门|单位|机关|[局所院会]|上级|组织|领导|政府))反应(?=[？。！；]|过(?:情况|问题)?[，。？])/g, "反映", "把情况告诉别人用“反映”"],
  [/拘留(?=[一二两三四五六1-6]个月)/g, "拘役", "按月计算的刑罚是“拘役”"],
  [/抢却/g, "抢劫", "法定罪名"],
  [/敲榨/g, "敲诈", "法定罪名"],
  [/做案/g, "作案", "今用“作案”"],
  [/脏(?=款|物|证)|(?<=退|追|分|销|窝|贪|赔)脏(?=[，。；、款物])/g, "赃", "与犯罪所得有关的用“赃”"],
  [/羁压/g, "羁押", "关押用“押”"],
  [/(?<=人民|本|上级|下级|中级|高级)发院/g, "法院", "机关名称"],
  [/即往不咎/g, "既往不咎", "“既往”是以往"],
  [/暴光/g, "曝光", "“曝”是晒"],
  [new RegExp(`询问(?=了${SOME}${ACCUSED})`, "g"), "讯问", "对犯罪嫌疑人、被告人用“讯问”"],
  [
    new RegExp(`(?<=依法|分别|再次|多次|先后|当面|远程|逐一|逐个|提审并|看守所)询问(?=${SOME}${ACCUSED})`, "g"),
    "讯问",
    "对犯罪嫌疑人、被告人用“讯问”",
  ],
  [new RegExp(`讯问(?=了?${SOME}${WITNESSES})`, "g"), "询问", "对被害人、证人用“询问”"],
  [/(?<![授给赋赐付])予已(?!经)/g, "予以", "“予以”是给予"],
  [/追交(?!的?(?:[\p{Script=Han}]{0,4}费|租金|房租|押金|定金|货款|欠款|作业|材料|申请))/gu, "追缴", "违法所得、赃款用“追缴”"],
  [/崔(?=告(?![诉知状])|收(?![到取受下])|讨(?![论厌要好]))/g, "催", "催促用“催”"],
  [
    /截流(?=[了的]?(?:现金|资金|公款|款|货款|专项|补偿|补助|收入|财政|税|经费|私分|挪用|侵占|侵吞|部分|[0-9]))|(?<=私自|擅自|非法|从中|予以|侵占、|挪用、|贪污、)截流/g,
    "截留",
    "扣下应当上交的钱物用“截留”",
  ],
  [/必需(?=依法|严格|坚持|立即|尽快|由|经(?!营|济)|予以|按照|遵守|履行|承担|及时)/g, "必须", "表示一定要用“必须”"],
  [
    /(?<![予可得所足用加难借])以(?=经(?![济营常办贸费验销典纬手理过纪]))|(?<=现|均|早|业|目前)以(?=被(?!告|害|申|执|上|监|不)|全部|归案|死亡)/g,
    "已",
    "“已”是已经",
  ],
  [/与以(?=处罚|支持|采纳|认定|没收|追缴|批准|起诉|赔偿|配合|确认|返还|逮捕|扣押|驳回|纠正|退还)/g, "予以", "“予以”是给予"],
  [/(?<=[，。；、]|并|已|未|将|均|依法|口头|书面|电话|当场|及时|如实)告之(?![以于])/g, "告知", "让人知道用“告知”"],
  [/以至(?=死亡|重伤|受伤|损失|案发|酿成|误工|残疾)/g, "以致", "下文是不好的结果用“以致”"],
  [/(?<=[签制])定(?=合同|协议|书)/g, "订", "经过商讨而立下的用“订”"],
  [/通辑/g, "通缉", "捉拿用“缉”"],
  [/缉那/g, "缉拿", "“拿”是捉"],
  [/惩诫(?=处分|措施)/g, "惩戒", "处分用“惩戒”"],
  [/交待(?=犯罪|罪行|了|事实|其)/g, "交代", "说明情况、坦白用“交代”"],
  [/年令/g, "年龄", "“龄”是岁数"],
  [/即遂/g, "既遂", "“既”是已经"],
  [/部份/g, "部分", "今用“部分”"],
  [/身分证/g, "身份证", "法定名称"],
  [/帮肋/g, "帮助", "“助”"],
  [/按装/g, "安装", "“安”"],
  [/座落(?=于|在)/g, "坐落", "位置用“坐落”"],
  // 渡过难关, of water that has to be crossed, is said in texts of the state too.
  [/渡过(?=期)/g, "度过", "时间用“度过”"],
  [/侯审/g, "候审", "等候用“候”"],
  [/申述(?=人|状|权|期)/g, "申诉", "诉讼用语是“申诉”"],
  [/(?<=提起|提出|不服)上述(?=的?(?:[^的\p{Script=Han}]|$)|[后于至到期权人称])|上述(?=状(?![况态元]))/gu, "上诉", "诉讼用语是“上诉”"],
];

/** Two characters as a number. */
const keyOf = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);

type ConfusedWord = (typeof CONFUSED_WORDS)[number];
/** By their first two characters: a text is gone through once. */
const BY_PAIR: ReadonlyMap<number, readonly ConfusedWord[]> = Map.groupBy(CONFUSED_WORDS, ([written]) => keyOf(written, 0));

function* words({ text }: CheckedDocument): Generator<RuleHit> {
  for (let start = 0; start + 1 < text.length; start += 1)
    for (const [written, meant, across] of BY_PAIR.get(keyOf(text, start)) ?? []) {
      const end = start + written.length;
      if (!text.startsWith(written, start) || across?.test(text.slice(Math.max(0, start - 1), end + 1)) === true) continue;
      yield {
        start,
        end,
        suggestion: meant,
        reason: { zh: `“${written}”应为“${meant}”`, en: `“${written}” should be “${meant}”` },
      };
    }
}

/** A suspect is 讯问, a witness or victim 询问 (CPL 118, 124). */
const ASKED: Readonly<Partial<Record<RecognisedKind, readonly [wrong: string, meant: string]>>> = {
  "interrogation-record": ["询问", "讯问"],
  "witness-record": ["讯问", "询问"],
};

function* asking(document: CheckedDocument): Generator<RuleHit> {
  const kind = kindOf(document);
  const [wrong = "", meant = ""] = (kind && ASKED[kind]) ?? [];
  if (wrong === "") return;
  const others = meant === "讯问" ? "被害人|证人|被害单位|他们|家属" : "嫌疑人|被告人|同案人";
  const pattern = `(?<=(?:依法|我们)?(?:对|向)你(?:们)?(?:依法)?(?:进行|开展)?)${wrong}|(?<=被|依法|接受|本次|此次|上次|第[一二三四五六七0-9]次|次)${wrong}(?!${others})|(?<!${others})${wrong}(?=你|人[：:员\\s\u3000、签]|时间|地点|结束|开始|笔录|室|次数|内容)`;
  yield* matches(document, new RegExp(pattern, "g"), (found, text) =>
    text.slice(0, found.index).endsWith("《") || new RegExp(`(?:${others})[^，。；]{0,6}$`).test(text.slice(0, found.index))
      ? null
      : {
          suggestion: meant,
          reason: {
            zh: `“${wrong}”应为“${meant}”：对犯罪嫌疑人用“讯问”，对证人、被害人用“询问”`,
            en: `“${wrong}” should be “${meant}”`,
          },
        },
  );
}

/** Documents that tell of penalties of courts. */
const OF_PENALTIES: ReadonlySet<RecognisedKind> = new Set([
  "indictment",
  "sentencing-proposal",
  "plea-statement",
  "protest",
  "review-report",
]);
const PENALTY = /徒刑|拘役|缓刑|附加刑|主刑|罚金|管制(?!刀)/;
const ADMINISTRATIVE = /行政|处罚决定|公安|交警|[局队]|责令|违章|吊销|没收|治安|罚款(?:的|单|收据|通知)|规定|法》/;

/** 罚款 where a penalty of a court is told: beside one, or in a cell below one. */
function* fines(document: CheckedDocument): Generator<RuleHit> {
  const kind = kindOf(document);
  if (kind === null || !OF_PENALTIES.has(kind)) return;
  const { paragraphs } = document;
  for (const [at, { text, start }] of paragraphs.entries())
    for (let from = text.indexOf("罚款"); from >= 0; from = text.indexOf("罚款", from + 1)) {
      const sentence = `${/[^。；]*$/.exec(text.slice(0, from))?.[0] ?? ""}${/^[^。；]*/.exec(text.slice(from))?.[0] ?? ""}`;
      const isCell = kind === "sentencing-proposal" || text.trim().length <= 24;
      const around = isCell
        ? paragraphs
            .slice(Math.max(0, at - 3), at + 1)
            .map((each) => each.text)
            .join("\n")
        : sentence;
      if (!PENALTY.test(around) || ADMINISTRATIVE.test(sentence)) continue;
      yield {
        start: start + from,
        end: start + from + 2,
        suggestion: "罚金",
        reason: { zh: "“罚款”应为“罚金”：刑罚中的附加刑是“罚金”", en: "“罚款” should be “罚金”" },
      };
    }
}

/** Whoever the document calls a witness or a victim is 询问, and so are parties of a civil case. */
function* askedWhom(document: CheckedDocument): Generator<RuleHit> {
  if (!isOfOfficeOrReport(document) || kindOf(document) === "interrogation-record") return;
  const { text: whole } = document;
  if (!whole.includes("讯问")) return;
  const isCivil = /民事|纠纷|合同/.test(whole) && !/嫌疑|被告人|罪|刑|侦查|逮捕|羁押/.test(whole);
  yield* matches(document, /(?:(?:对|向)(\p{Script=Han}{2,4}?)(?:的|(?:依法)?进行(?:了)?)?)?讯问/gu, ([found, whom]) => {
    const isWitness =
      whom !== undefined &&
      ["证人", "被害人"].some((role) => whole.includes(role + whom)) &&
      !["嫌疑人", "被告人", "被不起诉人", "罪犯"].some((role) => whole.includes(role + whom));
    return isWitness || isCivil
      ? {
          from: found.length - 2,
          suggestion: "询问",
          reason: { zh: "“讯问”应为“询问”：对证人、被害人、当事人用“询问”", en: "“讯问” should be “询问”" },
        }
      : null;
  });
}

const ASKED_OF = /询问(?=[了过]|\p{Script=Han}{2})/gu;
const OF_SOME = /^(?:了|过)(?:上述|各|全部|该)?(?:[一二三四五六七八九十两0-9]{1,2}(?:名|个)?人(?![员证])|其(?:本人)?(?=[，。；]))/;
const NO_ACCUSED = /被害人|证人|家属|见证人|群众|邻居|鉴定人|报案人|听证员|申请人|申诉人/;

/** Whoever the document calls a suspect or an accused is 讯问, and so are all of them together. */
function* putsTo(document: CheckedDocument): Generator<RuleHit> {
  if (!isOfOfficeOrReport(document) || !document.text.includes("询问")) return;
  const { names } = factsOf(document);
  const accused = accusedOf(names);
  const others = new Set(names.flatMap(({ name, role }) => (role !== null && !accused.has(name) ? [name] : [])));
  yield* matches(document, ASKED_OF, (found, text) => {
    const [at, behind] = [found.index, text.slice(found.index + 2)];
    const before = text.slice(Math.max(text.lastIndexOf("。", at), text.lastIndexOf("；", at)) + 1, at);
    const name = behind.replace(/^[了过]/, "");
    const isNamed = [...accused].some((each) => name.startsWith(each)) && ![...others].some((each) => name.startsWith(each));
    const isOfAll = OF_SOME.test(behind) && /犯罪嫌疑人|被告人/.test(before) && !NO_ACCUSED.test(before);
    if (!(isNamed && !/^[\p{Script=Han}]{2,4}(?:的|之)?(?:父|母|妻|丈夫|家属|近亲属|邻居|同事|法定)/u.test(name)) && !isOfAll) return null;
    return {
      to: 2,
      suggestion: "讯问",
      reason: { zh: "“询问”应为“讯问”：对犯罪嫌疑人、被告人用“讯问”", en: "“询问” should be “讯问”" },
    };
  });
}

const TO_WITNESSES = /(?:被害人|证人|被害单位|鉴定人)(?:诉讼)?(?:权利|义务|权利义务)告知书$|(?:询问|证人|被害人)通知书$/;

/** A notice to a victim or a witness tells how he is 询问. */
function* toldWitnesses(document: CheckedDocument): Generator<RuleHit> {
  if (!headLines(document).some((line) => TO_WITNESSES.test(line))) return;
  yield* matches(document, /讯问(?!了?(?:犯罪嫌疑人|被告人|笔录))/g, () => ({
    suggestion: "询问",
    reason: { zh: "“讯问”应为“询问”：对证人、被害人用“询问”", en: "“讯问” should be “询问”" },
  }));
}

function* listed(document: CheckedDocument): Generator<RuleHit> {
  for (const [written, meant, why] of isNoRule(document) ? [...CONFUSED, ...CONFUSED_IN_CONTEXT, ...CONFUSED_BY_MEANING] : CONFUSED)
    yield* matches(document, written, ([word]) => ({
      suggestion: meant,
      reason: { zh: `“${word}”应为“${meant}”：${why}`, en: `“${word}” should be “${meant}”` },
    }));
}

/** Of a crime one is 被告人, as elsewhere in the document; 被告 is a party of a civil or an administrative case. */
function* parties(document: CheckedDocument): Generator<RuleHit> {
  const kind = kindOf(document);
  if (kind === null || !OF_PENALTIES.has(kind) || /民事|原告|行政诉讼/.test(document.text)) return;
  yield* matches(document, /(?<!原审)被告(?!人)(\p{Script=Han}{2})/gu, ([, whom = ""]) =>
    document.text.includes(`被告人${whom}`)
      ? {
          to: 2,
          suggestion: "被告人",
          reason: { zh: "“被告”应为“被告人”：刑事案件中称“被告人”", en: "“被告” should be “被告人”" },
        }
      : null,
  );
}

function* hitsOf(document: CheckedDocument): Generator<RuleHit> {
  yield* listed(document);
  yield* words(document);
  yield* asking(document);
  yield* askedWhom(document);
  yield* putsTo(document);
  yield* toldWitnesses(document);
  yield* fines(document);
  yield* parties(document);
  yield* mistakenIn(document);
}

const confused: DocumentRule = {
  id: "wording-confused",
  title: { zh: "易混词", en: "Words often confused" },
  severity: "error",
  source: null,
  find: (document) => apart(hitsOf(document)),
};

/** Names in titles of laws, and what is told as history, are right. */
const HISTORY =
  /(?:原(?!审|告|因|则|本|件|物|始|籍|判|有|来|被)|前身|(?<=^|[，。；：（、的系在为由向任与和是]|[0-9一二两三四五六七八九十])前(?!科|罪|述|往|妻|夫|期|后|来)|时任|曾[任在系为]|曾因|曾犯|当时的|现已|改制前|改革前|修[订正]前|更名前|撤并前|划转前|时称|旧称|俗称)[^，。；]{0,6}$/;
const NOW_CALLED =
  /^[\p{Script=Han}]{0,8}(?:（(?:现|今|后|已|即现)|，?(?:现(?:更名|改名|改称|已|为|称)|后(?:更名|改名|改称|并入)|已(?:更名|并入|撤销|划转|取消|废止|于)))/u;

const OWN_DOCUMENT = /^[^《》]{0,16}(?:告知书|笔录|建议书|决定书|通知书|意见书|报告|证明|清单|登记表|函|申请书|结论书?)》/;

/** The year that a sentence tells before a place; null: none. A day of birth tells nothing of it. */
function yearBefore(text: string, at: number): number | null {
  const sentence = text.slice(text.lastIndexOf("。", at - 1) + 1, at);
  const years = [...sentence.matchAll(/((?:19|20)[0-9]{2})(?:年|[-./][0-9]{1,2}[-./])(?![^，。；]{0,8}(?:出?生(?!产|态|效|活|意)))/g)];
  return years.length === 0 ? null : Number(years.at(-1)?.[1]);
}

const outdated: DocumentRule = {
  id: "wording-outdated",
  title: { zh: "过时或者不当的用语", en: "Term of former times, or unfit" },
  severity: "warning",
  source: null,
  find: (document) => apart(formerTerms(document)),
};

/** 根据《…》: what a document of today is based on. */
const BASIS = /(?:根据|依照|依据|按照|违反|适用|符合|触犯)[^。；《》]{0,12}(?:《[^《》]{1,30}》、?(?:以及|和|及)?){0,3}$/;
const isBasis = (text: string, at: number): boolean => BASIS.test(text.slice(Math.max(0, at - 100), text.lastIndexOf("《", at)));

function* formerTerms(document: CheckedDocument): Generator<RuleHit> {
  const isOffice = isOfOfficeOrReport(document);
  // What tells of older days alone says it rightly.
  const latest = isNoRule(document) ? Math.max(0, ...[...document.text.matchAll(/(?:19|20)[0-9]{2}(?=年|[-./][0-9])/g)].map(Number)) : 0;
  for (const { term, today, why, since, isOfDocuments = false, isLaw = false } of OUTDATED_TERMS) {
    if (isOfDocuments && !(isOffice || latest >= since)) continue;
    yield* matches(document, term, (found, text) => {
      const end = found.index + found[0].length;
      const before = text.slice(Math.max(0, found.index - 14), found.index);
      // A former office that is called so for short.
      if (/以下(?:简称|称)[^，。；）]{0,8}$/.test(before) || document.text.includes(`以下简称${before.slice(-2)}${found[0]}`)) return null;
      const year = yearBefore(text, found.index);
      if (year !== null && year < since) return null;
      // An earlier conviction bears the name of its day.
      if (found[0].endsWith("罪") && /前科|取消/.test(text.slice(Math.max(0, found.index - 30), found.index))) return null;
      if (HISTORY.test(before) || NOW_CALLED.test(text.slice(end, end + 20))) return null;
      // Names of laws are theirs; those of documents of the case are not.
      if (
        isQuoted(text, found.index, "《") &&
        !OWN_DOCUMENT.test(text.slice(end)) &&
        !(isLaw && latest >= since && isBasis(text, found.index))
      )
        return null;
      return { suggestion: today.startsWith("（") ? null : today, reason: { zh: `今称${today}：${why}`, en: `now ${today}` } };
    });
  }
}

export const WORDING_RULES: readonly DocumentRule[] = [confused, outdated];
