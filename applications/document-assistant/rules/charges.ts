import type { CheckedDocument } from "../document.ts";
import { articlesIn } from "../facts/articles.ts";
import { columnLabel } from "../facts/cells.ts";
import { isSameCharge } from "../facts/charges.ts";
import { lineAround, sentenceEnd, sentenceStart } from "../facts/sentences.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { againstArticle, chargingIn, isConcluded, likeness, support } from "./charge-articles.ts";
import { isIn, type Mention, mentionsOf, type OddCharge, overlap } from "./charge-mentions.ts";

/** What is told of a charge that was changed on the way. */
const CHANGED =
  /(?:罪名|定性|(?<![犯认])罪(?!嫌疑|一?案))[^，。；]{0,10}(?:不当|有误|错误|不准|不妥|变更|改变|更正|调整)|(?:变更|改变|更正|调整)(?:了)?[^，。；]{0,6}(?:罪名|定性|指控|起诉)|(?:变更|改变|改|更正)(?:以|定|为|认定)[^，。；]{0,30}(?<![犯认])罪(?!嫌疑)|变更(?:理由|原因|依据)|择一重|从一重|竞合|牵连|转化|按照处罚较重|处罚较重/;
/** Told anywhere, the document judges otherwise than whoever sent the case. */
const JUDGED_OTHERWISE = /(?:罪名|定性)[^，。；]{0,8}(?:不当|有误|错误|不准|不妥)|(?:变更|改变|更正)(?:了)?(?:起诉|指控)?的?(?:罪名|定性)/;
/** Between two charges of one sentence: both are meant, or each at its own step. */
const BOTH_MEANT = /[、和或]|[以]?及|与|同时|又|还|亦|并|分别|另|后|再(?!次)|因涉嫌|移送|提请|立案|拘留|逮捕|侦查/;
/** What a court holds need not be what was charged. */
const COURT = /法院(?:以|判|作出|认定)|判决|原判|被判处/;
/** Beside another charge it is set against it. */
const AGAINST_OTHER = /不构成|而非|而不是|不属于|定性|(?:变更|改变|改)(?:罪名|起诉|指控|定性)|有误|(?<![未并]见?|无|没有)不当|不应/;
/** What keeps two charges apart names both: 职务侵占罪与债务纠纷应当区分 is of one. */
const KEPT_APART = /[^，。；\n]*(?:区别|区分|界限)[^，。；\n]*/g;
/** What an amendment leaves as it is. */
const UNCHANGED =
  /定性仍[^，。；\n]*|(?:未|没有|不)(?:予)?(?:改变|变更)[^，。；\n]*|除[^，。；\n]{0,12}(?:更正|变更)[^，。；\n]{0,6}外|(?:更正|变更)(?:部分|内容)/g;

/** What stands between two charges, without what is quoted of a law there. */
const between = (text: string, one: Mention, other: Mention): string =>
  (one.start < other.start ? text.slice(one.end, other.start) : text.slice(other.end, one.start)).replaceAll(/“[^“”]*”|《[^《》]*》/g, "");

/** 是否构成甲罪，是否可以不起诉，以及甲罪的赔偿: what is asked of one charge. */
const IS_ASKED = /^，是否[^。；]*，以及$/;

const isBothMeant = (words: string): boolean => BOTH_MEANT.test(words) && !IS_ASKED.test(words);

/** That the document tells why the charge differs: beside it, or in the sentences around it together with another charge. */
function isExplained(text: string, mention: Mention, others: readonly Mention[]): boolean {
  const paragraph = text.lastIndexOf("\n", mention.start - 1) + 1;
  const before = Math.max(paragraph, sentenceStart(text, mention.from - 1));
  const after = text.charAt(mention.to) === "\n" ? mention.to : sentenceEnd(text, Math.min(text.length, mention.to + 1));
  // 关于诈骗罪的定性不当: what is denied is what was charged.
  if (mention.stance !== "denied" && CHANGED.test(text.slice(before, after).replaceAll(UNCHANGED, ""))) return true;
  const near = [mention, ...others].filter(({ start }) => start >= before && start < after);
  const isSeveral = (from: number, to: number): boolean =>
    new Set(near.filter(({ start }) => start >= from && start < to).map(({ charge }) => charge)).size > 1;
  return (
    isSeveral(before, after) &&
    (AGAINST_OTHER.test(text.slice(before, after).replaceAll(UNCHANGED, "")) ||
      [...text.slice(before, after).matchAll(KEPT_APART)].some(({ 0: { length }, index }) =>
        isSeveral(before + index, before + index + length),
      ))
  );
}

/** The acts are told under a heading that names the charge: （二）职务侵占的事实. */
function hasOwnHeading({ paragraphs }: CheckedDocument, charge: string): boolean {
  const name = charge.replace(/罪$/, "");
  return paragraphs.some(
    ({ text }) =>
      text.length < 40 && text.includes(name) && /^\s*(?:[（(]?[一二三四五六七八九十0-9]{1,3}[）)、.．]|第[一二三四五六])/.test(text),
  );
}

const MOST_SINGLE = 4;
const ARTICLES_OF_NORM = 4;
/** A law, an interpretation or a list of charges: of no case. */
export const isNorm = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.filter(({ text }) => /^\s*\**第[一二三四五六七八九十百零]+条(?:之[一二三四五六七八九])?[\s　*]/.test(text)).length >=
  ARTICLES_OF_NORM;

/** Documents that are there to charge otherwise, or with more. */
const addsCharges = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.slice(0, 4).some(({ text }) => /(?:变更|追加|补充)起诉决定书\s*$/.test(text.replaceAll(" ", "")));

/** Charges that are named once, while the document tells another where they stand. */
export function oddCharges(document: CheckedDocument): OddCharge[] {
  if (isNorm(document) || addsCharges(document)) return [];
  const all = mentionsOf(document);
  const held = all.filter(({ stance }) => stance !== "argued");
  const single = held.filter((mention) => !all.some((each) => each !== mention && each.stance !== "argued" && isSameCharge(each, mention)));
  const byArticle = single.flatMap((mention) => againstArticle(document, mention, held));
  const concluded = [...concludedAsBefore(document, all), ...heldThoughDenied(document, all)];
  if (concluded.length > 0) return [...byArticle, ...concluded];
  const found = new Set(byArticle.map(({ odd }) => odd));
  return [...byArticle, ...otherwiseTold(document, { all, held, single: single.filter((each) => !found.has(each)) })];
}

interface Told {
  readonly all: readonly Mention[];
  readonly held: readonly Mention[];
  readonly single: readonly Mention[];
}

/** Charges told once that stand where another is told elsewhere. */
function otherwiseTold(document: CheckedDocument, { all, held, single }: Told): OddCharge[] {
  const { text } = document;
  // A survey of cases, or a list of charges.
  if (single.length > MOST_SINGLE || held.length < 2) return [];
  return single.flatMap((mention) => {
    if (
      isSentAs(text, mention) ||
      ADDED.test(text.slice(mention.from, mention.start)) ||
      isContrasted(text, mention, held) ||
      isOneOfSeveral(text, mention, held)
    )
      return [];
    const found = meantBy(
      document,
      mention,
      held.filter((each) => each !== mention && !isContrasted(text, each, held) && overlap(each.whose, mention.whose)),
    );
    return found && !isExplained(text, mention, all) && !hasOwnHeading(document, mention.charge) ? [{ odd: mention, ...found }] : [];
  });
}

/** 发现其另有涉嫌强奸的重要罪行: a further crime. */
const ADDED = /另(?:有|发现|涉|犯)|还(?:涉嫌|犯|有)|又(?:涉嫌|犯|发现)|新(?:的)?罪|余罪|漏罪|重要罪行/;

/** What is drawn in the end: 应当以抢夺罪定罪处罚. */
const CONCLUDES = /(?:应当?|拟|宜|应该|依法)(?:以|认定为|定为?|按)$/;
const NOT_WRONG = /(?:无|没有|不存在|并非|不是)[^，。；]{0,4}$|(?:并无|无|没有)不当/;

/** A charge that is held in the end, after the document says that it is the wrong one. */
function concludedAsBefore({ text }: CheckedDocument, all: readonly Mention[]): OddCharge[] {
  return all.flatMap((mention) => {
    if (mention.stance !== "held" || !CONCLUDES.test(text.slice(Math.max(0, mention.start - 8), mention.start))) return [];
    const wrong = all.find(
      (each) =>
        each.end < mention.from && isSameCharge(each, mention) && isHeldWrong(text, each, mention) && overlap(each.whose, mention.whose),
    );
    if (!wrong) return [];
    const [meant, ...more] = new Set(
      all.filter((each) => each.stance === "held" && !isSameCharge(each, mention)).map(({ charge }) => charge),
    );
    return [{ odd: mention, meant: more.length === 0 ? (meant ?? null) : null, by: null }];
  });
}

/** A charge that is held though the document says itself that it is none, and holds another. */
function heldThoughDenied({ text }: CheckedDocument, all: readonly Mention[]): OddCharge[] {
  const held = all.filter((each) => each.stance === "held");
  return held.flatMap((mention) => {
    if (!POSITIVE.test(text.slice(Math.max(0, mention.start - 8), mention.start))) return [];
    const others = held.filter((each) => !isSameCharge(each, mention) && overlap(each.whose, mention.whose));
    const isDenied =
      deniesAct(text, mention.charge) ||
      all.some((each) => isSameCharge(each, mention) && overlap(each.whose, mention.whose) && isContrasted(text, each, others));
    const [meant, ...more] = new Set(others.map(({ charge }) => charge));
    return isDenied && meant !== undefined ? [{ odd: mention, meant: more.length === 0 ? meant : null, by: null }] : [];
  });
}

/** 不存在包庇行为 */
function deniesAct(text: string, charge: string): boolean {
  const act = charge.replace(/罪$/, "");
  return ["不存在", "没有", "未实施", "并无", "未进行"].some(
    (denied) => text.includes(`${denied}${act}行为`) || text.includes(`${denied}${act}的行为`),
  );
}

const WRONG = /(?:定性|罪名|适用法律)(?:明显|确有)?(?:错误|不当|有误|不准)|(?:应当?|应予|依法)(?:变更|改变|更正)(?:罪名|定性)/;
/** 认定柏某松犯抢夺罪，……该判决定性错误: told of the charge of another office, before what is concluded. */
function isHeldWrong(text: string, { start, end, from }: Mention, later: Mention): boolean {
  if (!/(?:判决|原判|一审|原审|移送|公安机关|侦查机关|认定)/.test(text.slice(from, start))) return false;
  const since = text.slice(end, later.from);
  const wrong = WRONG.exec(since);
  return (
    wrong !== null && wrong.index < NEAR_WRONG && !NOT_WRONG.test(since.slice(Math.max(0, wrong.index - 6), wrong.index + wrong[0].length))
  );
}
const NEAR_WRONG = 160;

/** In a column for what another office held, of a table that does not say that both are one. */
const isSentAs = (text: string, mention: Mention): boolean =>
  /移送|侦查|公安|立案|原判?/.test(columnLabel(text, mention) ?? "") && !/(?:一致|相同|均按移送|(?:未|没有)(?:改变|变更))/.test(text);

/** 不构成贷款诈骗罪: what is denied beside the charge that is held against it; where nothing at all is made out, another charge denied is a fault. */
function isContrasted(text: string, mention: Mention, held: readonly Mention[]): boolean {
  if (mention.stance !== "denied") return false;
  const sentence = text.slice(mention.from, mention.to);
  if (/显著轻微|证据不足|辩护|上诉|申诉|不起诉|不批准|不予批准|事实不清|不认为是犯罪/.test(sentence) || NO_CRIME.test(text)) return false;
  return held.some(
    (each) => each.stance === "held" && !isSameCharge(each, mention) && POSITIVE.test(text.slice(Math.max(0, each.start - 8), each.start)),
  );
}
const NO_CRIME = /不起诉|不批准逮捕|不构成犯罪|撤销案件|无罪|监督撤案/;
const POSITIVE = /(?:以|构成|认定为|定为?|拟定|罪名[为是]|涉嫌)$/;

/** 犯甲罪，判处……；犯乙罪，判处……；决定执行: crimes that are punished together, and told nowhere else. */
function isOneOfSeveral(text: string, { start, end }: Mention, held: readonly Mention[]): boolean {
  const [from, to] = lineAround(text, start);
  if (
    held.some((each) => each.start < from || each.start >= to) ||
    !/决定执行|合并，?执行|数罪并罚|总和刑期|刑期总和/.test(text.slice(from, to))
  )
    return false;
  return /^[^。；]{0,40}(?:判处|处|，|：|罪)[^。；]{0,12}(?:[一二三四五六七八九十0-9]年|个月|无期|死刑)/.test(text.slice(end, to));
}

/** All mentions of the charges of a document, by charge. */
function byCharge(mentions: readonly Mention[]): readonly (readonly [charge: string, places: readonly Mention[]])[] {
  const usual = new Map<string, Mention[]>();
  for (const each of mentions) {
    const key = [...usual.keys()].find((known) => usual.get(known)?.some((one) => isSameCharge(one, each))) ?? each.charge;
    usual.set(key, [...(usual.get(key) ?? []), each]);
  }
  return [...usual];
}

/** That the document judges otherwise than whoever sent the case: one charge before it says so, the other since. */
function isChangedAt(text: string, mention: Mention, places: readonly Mention[]): boolean {
  const at = JUDGED_OTHERWISE.exec(text)?.index;
  if (at === undefined || (mention.from <= at && at < mention.to)) return false;
  return places.every(({ start }) => start < at !== mention.start < at);
}

/** 对张三诈骗罪一案作出判决：张三犯盗窃罪: the case that is judged and what it is judged for, with nothing of a change. */
const isJudgedCase = (text: string, named: Mention, judged: Mention): boolean =>
  named.from === judged.from &&
  !/指控|起诉/.test(text.slice(named.from, judged.start)) &&
  /^一案[^。；]{0,24}(?:判决|裁定)/.test(text.slice(named.end, named.end + 40));

/** 不服某法院以甲罪作出的判决，原判认定你犯乙罪: of one court, whose judgment nobody changed. */
const isOneJudgment = (text: string, one: Mention, other: Mention): boolean =>
  COURT.test(text.slice(one.from, one.to)) &&
  COURT.test(text.slice(other.from, other.to)) &&
  !/改判|二审|终审|再审|上诉|指控|起诉/.test(text) &&
  one.from !== other.from;

/** What stands in its place elsewhere; null: nothing that could be meant. */
function meantBy({ text }: CheckedDocument, mention: Mention, others: readonly Mention[]): Pick<OddCharge, "meant" | "by"> | null {
  const [cited, told] = [articlesIn(text, mention.from, mention.to), others.filter((each) => isIn(each, mention))];
  const usual = byCharge(others).filter(([, places]) => !isChangedAt(text, mention, places));
  // An article that has another charge of the document, and none that has this one.
  const ownSupport = support(cited, mention);
  if (mention.articles.length > 0 && cited.length > 0) {
    const meant = usual.flatMap(([charge, places]) => {
      const by = cited.find((each) => places.some((place) => likeness(each, place) > ownSupport));
      return by && (!places.some((each) => isIn(each, mention)) || isConcluded(text, cited, mention))
        ? [{ meant: charge, by: by.text }]
        : [];
    });
    const [first] = meant;
    if (first && meant.length === 1) return first;
    if (ownSupport > 0) return null;
  }
  const everywhere = chargingIn(text, 0, text.length);
  const isCited = support(everywhere, mention) > 1;
  const common = usual.filter(([, places]) => places.length > 1 || (!isCited && places.some((each) => support(everywhere, each) > 1)));
  const [chosen] = common.length > 0 ? common : usual;
  const [meant, places] = chosen ?? ["", []];
  // Told once and told once otherwise: the later one is pointed at.
  const [only] = others;
  const isPair =
    only !== undefined &&
    others.length === 1 &&
    (!isCited || support(everywhere, only) > 1) &&
    mention.start > only.start &&
    !(mention.from === only.from && /数罪|并罚/.test(text.slice(mention.from, mention.to))) &&
    (!COURT.test(text.slice(mention.from, mention.to)) ||
      text.startsWith("案", only.end) ||
      isJudgedCase(text, only, mention) ||
      isOneJudgment(text, only, mention));
  if (common.length === 1 || (common.length === 0 && isPair)) {
    const isOwn = places.some(({ whose }) => overlap(whose, mention.whose));
    return isOwn && !told.some((each) => isBothMeant(between(text, each, mention))) ? { meant, by: null } : null;
  }
  const own = common.filter(([, places]) => places.some(({ whose }) => overlap(whose, mention.whose)));
  const missing = own.filter(([, places]) => !places.some((each) => isIn(each, mention)));
  const [first] = missing;
  if (!first) return null;

  // One of a list: as many are told together elsewhere.
  const together = Math.max(
    0,
    ...others
      .filter((each) => overlap(each.whose, mention.whose))
      .map((each) => new Set(others.filter((one) => isIn(one, each)).map(({ charge }) => charge)).size),
  );
  const size = new Set([...told, mention].map(({ charge }) => charge)).size;
  if (size > together) return null;
  return { meant: missing.length === 1 ? first[0] : null, by: null };
}

const againstCited = (by: string, meant: string | null): RuleHit["reason"] =>
  meant === null
    ? { zh: `所引${by}没有这一罪名`, en: `${by}, cited here, has no such charge` }
    : { zh: `所引${by}规定的是“${meant}”`, en: `${by}, cited here, has “${meant}”` };

function* inconsistent(document: CheckedDocument): Generator<RuleHit> {
  for (const { odd, meant, by } of oddCharges(document)) {
    const reason =
      by !== null
        ? againstCited(by, meant)
        : meant !== null
          ? { zh: `别处的罪名是“${meant}”`, en: `elsewhere the charge is “${meant}”` }
          : { zh: "别处没有这一罪名", en: "no other place names this charge" };
    yield { start: odd.start, end: odd.end, suggestion: meant, reason };
  }
}

export const CHARGE_RULES: readonly DocumentRule[] = [
  {
    id: "charge-inconsistent",
    title: { zh: "罪名前后不一致", en: "Charge told in two ways" },
    severity: "error",
    source: null,
    find: inconsistent,
  },
];
