import type { LegalNumber } from "@yuejian/contracts";
import { legalNumberHistory } from "@yuejian/deadlines";
import { readHanNumber } from "@yuejian/identifiers";
import type { CheckedDocument } from "../document.ts";
import { ageOn, isBirthday } from "../facts/acts.ts";
import { daysIn } from "../facts/dates.ts";
import { factsOf } from "../facts/facts.ts";
import { kindOf } from "../facts/kind.ts";
import { isSurnamed } from "../facts/names.ts";
import { subjectAt } from "../facts/people.ts";
import { ACCUSED } from "../facts/roles.ts";
import type { CheckContext, DocumentRule, RuleHit } from "../rule.ts";

const DAY = "[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日";
const AGE = "(?:已?年?满|未满|不满|年龄[为是]?|仅|系|为|才|有)?\\s*([0-9]{1,3}|[一二三四五六七八九十]{1,3})\\s*(?:周岁|岁)";
const AT_ACT = "(?:作案|案发|犯罪|行为|事发|发案|出事|犯事|实施[^，。；\\n]{0,8}?)";
const TOLD = new RegExp(
  `(?:${AT_ACT}(?:（(?<on>${DAY})）)?(?:之)?(?:时|的时候|那时候?|当日|当天|那天)[^，。；\\n0-9]{0,6}?|时年)${AGE}`,
  "g",
);
/** 案发时，张三34周岁，李四31周岁（均以2024年10月11日计算） */
const LIST = new RegExp(`${AT_ACT}(?:时|当日|当天)[，：]?(?=[\\p{Script=Han}·]{3,14}|[\\p{Script=Han}·]{2,12}[0-9])`, "gu");
const ITEM = new RegExp(`[，、；]?(?:被告人|犯罪嫌疑人)?([\\p{Script=Han}·]{2,12}?)${AGE}`, "uy");
const COUNTED_ON = new RegExp(`(?:以|截至|按照?)(${DAY})(?:计算|计|为准)`);

const newest = (id: string): LegalNumber => legalNumberHistory(id).at(-1) as LegalNumber;
const [SERIOUS, FULL, MINOR, OLD, APPROVED] = ["serious", "full", "minor", "old", "approved"].map((id) => newest(`age.${id}`)) as [
  LegalNumber,
  LegalNumber,
  LegalNumber,
  LegalNumber,
  LegalNumber,
];
/** Crimes for which one answers from fourteen on (刑法 17 第二款). */
const EIGHT = /故意杀人|故意伤害|强奸|抢劫|贩卖毒品|放火|爆炸|投放危险物质/;

interface Born {
  readonly name: string | null;
  readonly on: string;
  readonly start: number;
  readonly end: number;
}

/** Days of birth by who they are of; the id says it where no day is told. */
function bornIn(document: CheckedDocument): Born[] {
  const { births, numbers } = factsOf(document);
  // A day that its id contradicts is told by another rule, and nothing is counted from it.
  const contradicted = new Set(
    numbers.flatMap(({ toldBirth, bornOn }) => (toldBirth && toldBirth.value !== bornOn ? [toldBirth.start] : [])),
  );
  const told = births
    .filter(({ start }) => !contradicted.has(start))
    .map(({ name, value, start, end }) => ({ name, on: value, start, end }));
  return [
    ...told,
    ...numbers
      .filter(({ name }) => !told.some((birth) => birth.name === name))
      .map(({ name, bornOn, start, end }) => ({ name, on: bornOn, start, end })),
  ].filter(({ on }) => /^[12][0-9]{3}-/.test(on) && Number.isFinite(Date.parse(on)));
}

/** Days of the act: those that the text tells, else the ones that are known of the case. */
function actDays(document: CheckedDocument, records: CheckContext["records"] = []): string[] {
  const { acts } = factsOf(document);
  if (acts === null) return [];
  return (acts.length > 0 ? acts.map(({ on }) => on) : records.flatMap(({ days }) => days.act ?? [])).sort();
}

/** Ages of which the law speaks: to be past them is no age. */
const LIMITS: ReadonlySet<number> = new Set([12, 14, 16, 18, 60, 65, 70, 75]);

/** Whose age is told: who is named before it, else who is described in the line, else the only one of whom a birth is told. */
function ownerOf(
  born: readonly Born[],
  subject: string | null,
  { line, at }: { readonly line: number; readonly at: number },
): Born | undefined {
  const own = born.find(({ name }) => name !== null && name === subject);
  if (own) return own;
  const beside = born.findLast(({ start }) => start >= line && start < at);
  if (beside) return subject === null || beside.name === null ? beside : undefined;
  return subject === null && born.length === 1 ? born[0] : undefined;
}

/** Who is named right before an age, or last in its clause without a word for people. */
function spokenOfAt(document: CheckedDocument, at: number): string | null {
  const { known } = factsOf(document);
  const clause = /[^。；\n]*$/.exec(document.text.slice(Math.max(0, at - 60), at))?.[0] ?? "";
  const right = /(?:^|[，、；：])([\p{Script=Han}·]{2,10}?)[，（(]?$/u.exec(clause)?.[1];
  if (right !== undefined && isSurnamed(right) && right.length < 5) return right;
  const last = [...known]
    .filter((name) => clause.includes(name))
    .sort((one, other) => clause.lastIndexOf(other) - clause.lastIndexOf(one))[0];
  return last ?? null;
}

interface AgeTold {
  readonly words: string;
  readonly number: string;
  readonly start: number;
  /** Whose it is, where the words themselves say so. */
  readonly name: string | null;
  /** ISO; the day for which the words themselves tell it. */
  readonly on: string | null;
}

/** Ages at the act that a text tells: of one person, or of several one after the other. */
function agesIn(text: string): AgeTold[] {
  const listed: AgeTold[] = [];
  for (const head of text.matchAll(LIST)) {
    ITEM.lastIndex = head.index + head[0].length;
    const items: AgeTold[] = [];
    for (let item = ITEM.exec(text); item; item = ITEM.exec(text)) {
      const [words, name = "", number = ""] = item;
      items.push({ words, number, name, start: item.index + words.lastIndexOf(number), on: null });
    }
    const last = items.at(-1);
    const counted = last && COUNTED_ON.exec(text.slice(last.start, last.start + 40).split("。", 1)[0] ?? "")?.[1];
    const on = counted === undefined ? null : (daysIn(counted)[0]?.on ?? null);
    listed.push(...items.map((item) => ({ ...item, on })));
  }
  const starts = new Set(listed.map(({ start }) => start));
  const single = [...text.matchAll(TOLD)].map((found) => {
    const [words, , number = ""] = found;
    const start = found.index + words.lastIndexOf(number);
    // 时年 is the age on the day told before it.
    const clause = Math.max(text.lastIndexOf("。", found.index), text.lastIndexOf("\n", found.index)) + 1;
    const before = words.startsWith("时年")
      ? daysIn(text.slice(clause, found.index)).filter(({ end }) => !/^出?生/.test(text.slice(clause + end, clause + end + 2)))
      : daysIn(found.groups?.["on"] ?? "");
    return { words, number, start, name: null, on: before.at(-1)?.on ?? null };
  });
  return [...listed, ...single.filter(({ start }) => !starts.has(start))];
}

function* wrongAges(document: CheckedDocument, { records }: CheckContext): Generator<RuleHit> {
  const days = actDays(document, records);
  const born = bornIn(document);
  const { text } = document;
  const { names } = factsOf(document);
  for (const { words, number, start, name, on } of agesIn(text)) {
    const told = /^[0-9]+$/.test(number) ? Number(number) : Number(readHanNumber(number) ?? 0n);
    const at = text.lastIndexOf(words, start);
    const line = text.lastIndexOf("\n", at) + 1;
    const own =
      name === null
        ? ownerOf(born, spokenOfAt(document, at) ?? subjectAt(text, names, at), { line, at })
        : born.find((each) => each.name === name);
    if (!own || told === 0 || /虚岁/.test(text.slice(at, start + number.length + 6))) continue;
    const [first, last] = on === null ? [days[0], days.at(-1)] : [on, on];
    if (first === undefined || last === undefined) continue;
    const [isBelow, isPast] = [/[未不]满/.test(words), /(?<![未不])满/.test(words) && LIMITS.has(told)];
    const [least, most] = [ageOn(own.on, first), ageOn(own.on, last) + (isBirthday(own.on, last) ? 1 : 0)];
    if (isBelow ? least < told : isPast ? most >= told : told >= least && told <= most) continue;
    yield {
      start,
      end: start + number.length,
      suggestion: isBelow || isPast || least !== most ? null : String(least),
      reason: {
        zh: `${own.on} 出生，${first === last ? first : `${first} 至 ${last}`} 作案时${least === most ? ` ${least} 周岁` : ` ${least} 至 ${most} 周岁`}（周岁从生日第二天起算）`,
        en: `born on ${own.on}, aged ${least === most ? least : `${least} to ${most}`} at the act`,
      },
    };
  }
}

/** Whoever was too young or old enough at the act for another article, where the document does not say so. */
function* limits(document: CheckedDocument, { records }: CheckContext): Generator<RuleHit> {
  const kind = kindOf(document);
  if (kind === null || kind === "witness-record" || kind === "suggestion" || kind === "correction-notice") return;
  const days = actDays(document, records);
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return;
  const { text } = document;
  const accused = new Set(factsOf(document).names.flatMap(({ name, role }) => (role === ACCUSED ? [name] : [])));
  const done = new Set<string>();
  for (const { name, on, start, end } of bornIn(document)) {
    if (name === null || !accused.has(name) || done.has(name)) continue;
    done.add(name);
    const reason = limitReason(text, { first: ageOn(on, first), last: ageOn(on, last), day: last, isOnBirthday: isBirthday(on, last) });
    if (reason) yield { start, end, suggestion: null, reason };
  }
}

interface AgesAtAct {
  readonly first: number;
  readonly last: number;
  readonly day: string;
  readonly isOnBirthday: boolean;
}

function limitReason(text: string, { first, last, day, isOnBirthday }: AgesAtAct): RuleHit["reason"] | null {
  const birthday = isOnBirthday
    ? { zh: "（当日是生日，周岁从第二天起算）", en: " (it was the birthday; the year is full on the day after)" }
    : { zh: "", en: "" };
  const said = (zh: string, en: string): RuleHit["reason"] => ({
    zh: `${day} 作案时 ${last} 周岁${birthday.zh}，${zh}`,
    en: `aged ${last} on ${day}${birthday.en}: ${en}`,
  });
  if (last < APPROVED.value)
    return said(`不满 ${APPROVED.value} 周岁的人不负刑事责任（刑法${APPROVED.article}）`, "not answerable (Criminal Law 17)");
  if (last < SERIOUS.value && !/核准追诉/.test(text))
    return said(
      `追诉须经最高人民检察院核准（刑法${APPROVED.article}）`,
      "prosecution needs the approval of the supreme procuratorate (Criminal Law 17)",
    );
  if (last < FULL.value && !EIGHT.test(text))
    return said(`只对八种犯罪负刑事责任（刑法${SERIOUS.article}）`, "answerable for eight crimes alone (Criminal Law 17)");
  if (first < MINOR.value && !/未成年|[不未]满十八|[不未]满18|第十七条/.test(text))
    return {
      zh: `作案时不满 ${MINOR.value} 周岁（${first} 周岁），文书没有写明应当从轻或者减轻处罚（刑法${MINOR.article}）`,
      en: `younger than ${MINOR.value} at the act (${first}); the document does not say that the sentence is lighter (Criminal Law 17)`,
    };
  if (last >= OLD.value && !/七十五周岁|75周岁|第十七条之一/.test(text))
    return said(
      `已满 ${OLD.value} 周岁，文书没有写明从宽（刑法${OLD.article}）`,
      "the document does not say that age makes the sentence lighter (Criminal Law 17-1)",
    );
  return null;
}

export const AGE_RULES: readonly DocumentRule[] = [
  {
    id: "age-at-act",
    title: { zh: "作案时年龄不符", en: "Age at the act" },
    severity: "error",
    source: "法释〔2006〕1号第二条",
    find: wrongAges,
  },
  {
    id: "age-of-responsibility",
    title: { zh: "刑事责任年龄", en: "Age of criminal responsibility" },
    severity: "warning",
    source: "刑法第十七条、第十七条之一",
    find: limits,
  },
];
