import { type Draft, draftText, paragraphText, piecesOf, type SlotKind } from "./draft.ts";
import type { ErrorKind } from "./kinds.ts";
import { LAW_FACTS, rangeOf } from "./law-facts.ts";

/** Works a document out anew from what stands in it, by arithmetic of its own and nothing of what drew it: what each complaint is called is the kind of fault that it would be. */
export function complaintsOf(draft: Draft): Set<ErrorKind> {
  const found = new Set<ErrorKind>();
  for (const check of [people, amounts, days, citations, sentences, form]) for (const kind of check(draft)) found.add(kind);
  return found;
}

type Complaints = Iterable<ErrorKind>;
interface Told {
  readonly key: string;
  readonly text: string;
}

const told = (draft: Draft, kind: SlotKind): Told[] =>
  piecesOf(draft, ({ slot }) => slot?.kind === kind).map(({ piece }) => ({ key: piece.slot?.key ?? "", text: piece.text }));

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** GB 11643: the weighted sum of the first seventeen tells the last. */
function isResidentId(id: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(id.charAt(at)), 0);
  return /^\d{17}[\dX]$/.test(id) && "10X98765432".charAt(sum % 11) === id.charAt(17);
}

/** GB 32100: powers of three, modulo 31. */
function isCreditCode(code: string): boolean {
  let [sum, weight] = [0, 1];
  for (const character of code.slice(0, 17)) {
    sum += CODE.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return code.length === 18 && CODE.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}

const HAN = "〇一二三四五六七八九";
/** Whole numbers under ten thousand, in words: 一千二百六十, 二十三. */
function fromHan(text: string): number {
  let [sum, digit] = [0, 0];
  for (const character of text.replaceAll("零", "〇").replaceAll("两", "二")) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[character];
    if (unit === undefined) digit = HAN.indexOf(character);
    else {
      sum += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return sum + digit;
}

type Day = readonly [year: number, month: number, day: number];

/** The day that a text names; 同年, 3月8日, 同月8日, 次日 and 当日 look back to the day told before. */
function dayOf(text: string, before: Day | null = null): Day | null {
  const figures = /^(\d{4})年(\d+)月(\d+)日$/.exec(text) ?? /^(\d{4})([-./])(\d{1,2})\2(\d{1,2})$/.exec(text)?.filter((_, at) => at !== 2);
  if (figures) return real(Number(figures[1]), Number(figures[2]), Number(figures[3]));
  const inYear = /^(同年|次年|)(\d+)月(\d+)日$/.exec(text);
  if (inYear) return real((before?.[0] ?? 0) + (inYear[1] === "次年" ? 1 : 0), Number(inYear[2]), Number(inYear[3]));
  const inMonth = /^同月(\d+)日$/.exec(text);
  if (before && inMonth) return real(before[0], before[1], Number(inMonth[1]));
  if (before && /^[同当](?:日|天)$/.test(text)) return before;
  if (before && /^[次翌](?:日|天)$/.test(text))
    return real(before[0], before[1], before[2] + 1) ?? real(before[0], before[1] + 1, 1) ?? [before[0] + 1, 1, 1];
  const han = /^(.{4})年(.+)月(.+)日$/.exec(text);
  if (!han) return null;
  const digits = (han[1] ?? "").split("").map((digit) => HAN.indexOf(digit));
  return real(Number(digits.join("")), fromHan(han[2] ?? ""), fromHan(han[3] ?? ""));
}

const monthLength = (year: number, month: number): number =>
  month === 2 ? ((year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const real = (year: number, month: number, day: number): Day | null =>
  month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month) ? [year, month, day] : null;
/** Days from a fixed day, by plain counting of years and months. */
function ordinal([year, month, day]: Day): number {
  let count = day;
  for (let at = 1; at < month; at++) count += monthLength(year, at);
  const before = year - 1;
  return count + before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
}

/** Every date with its day, in the order of the text. */
export function datesOf(draft: Draft): { readonly key: string; readonly day: Day | null }[] {
  let before: Day | null = null;
  return piecesOf(draft, ({ slot }) => slot?.kind === "date" || slot?.kind === "signed-on").map(({ piece }) => {
    const day = dayOf(piece.text, before);
    before = day ?? before;
    return { key: piece.slot?.key ?? "", day };
  });
}

function* people(draft: Draft): Complaints {
  const births = new Map(told(draft, "birth").map(({ key, text }) => [key, dayOf(text)]));
  const ids = new Map(told(draft, "resident-id").map(({ key, text }) => [key, text]));
  for (const [key, id] of ids) {
    if (draft.isForPublication) {
      if (!/^\d{4,6}[*×]{8,12}[\dX]{2,4}$/.test(id)) yield "unmasked-data";
      continue;
    }
    if (!isResidentId(id)) yield "resident-id-check";
    for (const { text } of told(draft, "birth").filter((birth) => birth.key === key))
      if (dayOf(text)?.reduce((sum, each) => sum * 100 + each, 0) !== Number(id.slice(6, 14))) yield "birth-against-id";
    for (const { text } of told(draft, "sex").filter((sex) => sex.key === key))
      if ((Number(id.charAt(16)) % 2 === 1) !== (text === "男")) yield "sex-against-id";
  }
  const dates = datesOf(draft);
  for (const { key: whose, text } of told(draft, "age")) {
    const [key = "", then = "act"] = whose.split("@");
    const act = dates.find((date) => date.key === then)?.day;
    const id = ids.get(key) ?? "";
    const born = births.get(key) ?? dayOf(`${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`);
    if (!born || !act) yield "age-at-act";
    else {
      const years = act[0] - born[0] - (act[1] * 100 + act[2] < born[1] * 100 + born[2] ? 1 : 0);
      if (years !== (/^\d+$/.test(text) ? Number(text) : fromHan(text))) yield "age-at-act";
    }
  }
  for (const { text } of told(draft, "credit-code")) if (!isCreditCode(text)) yield "credit-code-check";
  for (const { text } of told(draft, "phone"))
    if (!(draft.isForPublication ? /^1\d{2}\*{4}\d{4}$/ : /^1\d{10}$/).test(text))
      yield draft.isForPublication ? "unmasked-data" : "phone-length";
  for (const same of Map.groupBy([...told(draft, "name"), ...told(draft, "organisation")], ({ key }) => key).values())
    if (new Set(same.map(({ text }) => text)).size > 1) yield "name-inconsistent";
}

/** Fen of 3.2万元, 32,000.00元, 32000元 or 32000.00. */
function fenOf(text: string): number {
  const found = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?(万元|元)?$/.exec(text);
  if (!found) return Number.NaN;
  const unit = found[3] === "万元" ? 1_000_000 : 100;
  const fraction = found[2] ?? "";
  return Number((found[1] ?? "").replaceAll(",", "")) * unit + (Number(fraction || 0) * unit) / 10 ** fraction.length;
}

/** Fen of 壹拾玖万玖仟陆佰元整, whole yuan under a hundred million. */
function fenOfCapitals(text: string): number {
  if (!/^[零壹贰叁肆伍陆柒捌玖拾佰仟万]+元整$/.test(text)) return Number.NaN;
  const plain = text.replace("元整", "").replaceAll(/[拾佰仟]/g, (unit) => "十百千".charAt("拾佰仟".indexOf(unit)));
  const han = plain.replaceAll(/[壹贰叁肆伍陆柒捌玖]/g, (digit) => HAN.charAt("零壹贰叁肆伍陆柒捌玖".indexOf(digit)));
  const [high, low] = han.includes("万") ? han.split("万") : ["", han];
  return (fromHan(high ?? "") * 10_000 + fromHan(low ?? "")) * 100;
}

function* amounts(draft: Draft): Complaints {
  const byKey = new Map<string, number>();
  for (const { key, text } of [...told(draft, "amount"), ...told(draft, "total")]) {
    const fen = fenOf(text);
    if (Number.isNaN(fen)) yield text.endsWith("元元") ? "unit-doubled" : "digits-grouped";
    else if (byKey.has(key) && byKey.get(key) !== fen) yield "amount-inconsistent";
    else byKey.set(key, fen);
  }
  for (const { key, text } of told(draft, "capitals")) if (fenOfCapitals(text) !== byKey.get(key)) yield "amount-capitals";
  for (const { whole, parts, less = [] } of draft.sums ?? []) {
    const of = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + (byKey.get(key) ?? Number.NaN), 0);
    if (of(parts) - of(less) !== byKey.get(whole)) yield "sum-wrong";
  }
  for (const { key, text } of told(draft, "count")) {
    const prefix = key.startsWith("of ") ? new RegExp(`^${key.slice(3)}/`) : key === "incidents" ? /^incident-/ : /^extorted\//;
    const all = new Set(
      (["date", "amount", "total", "name"] as const)
        .flatMap((kind) => told(draft, kind))
        .map((one) => one.key)
        .filter((one) => prefix.test(one)),
    );
    if (all.size !== (/^\d+$/.test(text) ? Number(text) : fromHan(text))) yield "count-wrong";
  }
}

function* days(draft: Draft): Complaints {
  const dates = datesOf(draft);
  if (dates.some(({ day }) => day === null)) yield "date-not-real";
  const first = (key: string): number | null => {
    const day = dates.find((one) => one.key === (key === "signed" ? "signed" : key))?.day;
    return day ? ordinal(day) : null;
  };
  const steps = (draft.order ?? []).map(first);
  if (steps.some((step, at) => step !== null && steps.slice(0, at).some((before) => before !== null && before > step))) yield "date-order";
  for (const { from, to, days: most } of draft.deadlines ?? []) {
    const [start, end] = [first(from), first(to)];
    if (start === null || end === null || end - start > most) yield "deadline-exceeded";
  }
  const signed = first("signed");
  const isNotice = draft.kind === "hearing-notice";
  if (!isNotice && dates.some(({ day, key }) => day && signed !== null && key !== "signed" && ordinal(day) > signed)) yield "date-order";
}

const numberOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : fromHan(text));

/** Months of 三年六个月. */
function monthsOf(text: string): number {
  const found = /^(?:([一二两三四五六七八九十]+|\d+)年)?(?:([一二两三四五六七八九十]+|\d+)个月)?$/.exec(text);
  return found ? numberOf(found[1] ?? "") * 12 + numberOf(found[2] ?? "") : Number.NaN;
}

const DURATION = "(?:[一二三四五六七八九十]+年)?(?:[一二三四五六七八九十]+个月)?";

function* sentences(draft: Draft): Complaints {
  for (const { key, text } of told(draft, "sentence")) {
    const range = rangeOf(key);
    const months = monthsOf(text.replace(/^(有期徒刑|拘役|缓刑|剥夺政治权利)/, ""));
    const most = text.startsWith("拘役") ? Math.min(6, range?.most ?? 0) : (range?.most ?? 0);
    if (!range || !(months <= most && (range.isMitigated === true || months >= range.least))) yield "sentence-out-of-range";
  }
  const lengths = new Map(told(draft, "term").map(({ key, text }) => [key, text]));
  for (const paragraph of draft.paragraphs) {
    const text = paragraphText(paragraph);
    for (const { slot, text: stretch } of paragraph.pieces.filter((piece) => piece.slot?.kind === "term")) {
      if (slot?.key.endsWith("#length")) continue;
      const [, from = "", to = ""] = /^[自从]?(.+?)起?[至到](.+?)止?$/.exec(stretch) ?? [];
      const start = dayOf(from);
      const end = dayOf(to, start);
      const length =
        lengths.get(`${slot?.key}#length`) ??
        new RegExp(`止，(?:为期|共)(${DURATION})`).exec(text)?.[1] ??
        new RegExp(`判处有期徒刑(${DURATION})，并处`).exec(text)?.[1] ??
        "";
      if (!start || !end || ordinal(end) !== lastOf(start, length)) yield "term-wrong";
    }
  }
}

/** The last day of so many months or days of which the first is counted. */
function lastOf(start: Day, length: string): number {
  const days = /^(\d+|[一二三四五六七八九十]+)[日天]$/.exec(length)?.[1];
  if (days !== undefined) return ordinal(start) + numberOf(days) - 1;
  const month = start[1] - 1 + monthsOf(length);
  const [year, last] = [start[0] + Math.floor(month / 12), (month % 12) + 1];
  return ordinal([year, last, Math.min(start[2], monthLength(year, last))]) - 1;
}

const numberIn = (text: string): number => fromHan(/[一二三四五六七八九十百千零]+/.exec(text)?.[0] ?? "");

function* citations(draft: Draft): Complaints {
  for (const { key, text } of told(draft, "law")) if (text !== `《${key}》` || !LAW_FACTS[key]) yield "law-unknown";
  for (const { pieces } of draft.paragraphs)
    for (const [at, { slot, text }] of pieces.entries()) {
      if (slot?.kind === "article" && !LAW_FACTS[slot.key]?.cited[text]) yield "article-absent";
      if (slot?.kind !== "paragraph") continue;
      const [law = "", article = ""] = slot.key.split(" ");
      const facts = LAW_FACTS[law]?.cited[article];
      const paragraph = numberIn(text);
      if (!facts || paragraph < 1 || paragraph > facts.paragraphs) yield "paragraph-absent";
      const item = /^第（([一二三四五六七八九十]+)）项/.exec(pieces[at + 1]?.text ?? "")?.[1];
      if (item && fromHan(item) > (facts?.items?.[paragraph] ?? 0)) yield "paragraph-absent";
    }
  const quoted = new Set(told(draft, "quotation").map(({ text }) => text));
  const said = draft.paragraphs.flatMap(({ pieces }) => pieces.filter(({ text }) => !quoted.has(text)).map(({ text }) => text)).join("");
  if ([...said.matchAll(/第[一二三四五六七八九十百千零]+条/g)].length !== told(draft, "article").length) yield "article-absent";
}

const PAIRS = ["《》", "“”", "（）", "【】", "〔〕"] as const;

function* form(draft: Draft): Complaints {
  const text = draftText(draft);
  if (/\p{Script=Han}[,;:?().!](?=\p{Script=Han})/u.test(text)) yield "punctuation-half-width";
  if (/[，。；：、]{2}|undefined|NaN/.test(text)) yield "punctuation-doubled";
  if (/\p{Cf}/u.test(text)) yield "invisible-character";
  for (const line of text.split("\n"))
    for (const pair of PAIRS) if (line.split(pair.charAt(0)).length !== line.split(pair.charAt(1)).length) yield "bracket-unpaired";
  for (const { text: number } of told(draft, "document-number")) if (!/〔20\d{2}〕Z?\d{1,3}号$/.test(number)) yield "document-number-form";
  for (const kind of ["heading", "attachment"] as const)
    for (const group of Map.groupBy(told(draft, kind), ({ key }) => key).values()) {
      const numbers = group.map(({ text: number }) => (/\d/.test(number) ? Number(/\d+/.exec(number)?.[0]) : numberIn(number)));
      if (numbers.some((number, at) => number !== at + 1)) yield `${kind}-sequence`;
    }
  if (
    told(draft, "signed-on").length === 0 ||
    told(draft, "document-number").length + told(draft, "seal").length + told(draft, "addressee").length === 0
  )
    if (!(draft.kind.endsWith("-record") || draft.kind === "plea-statement") || told(draft, "signed-on").length === 0) yield "part-missing";
}
