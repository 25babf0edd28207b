import { type Draft, draftText, type PieceAt, paragraphText, piecesOf, type SlotKind } from "../draft.ts";
import type { DocumentKind, ErrorKind } from "../kinds.ts";
import { FACTS, SENTENCES } from "./law-facts.ts";

type Complaints = Iterable<ErrorKind>;
interface Told {
  readonly at: PieceAt;
  readonly key: string;
  readonly text: string;
}

/** Works a document out anew from what stands in it, apart from what drew it: each complaint is the kind of fault that it would be. */
export function complaintsOf(draft: Draft): Set<ErrorKind> {
  return new Set([people, amounts, days, laws, form].flatMap((check) => [...check(draft)]));
}

const told = (draft: Draft, ...kinds: readonly SlotKind[]): Told[] =>
  piecesOf(draft, ({ slot }) => slot !== undefined && kinds.includes(slot.kind)).map(({ at, piece }) => ({
    at,
    key: piece.slot?.key ?? "",
    text: piece.text,
  }));

/** Small numbers in words; 十 may stand without a digit before it. */
function number(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  let [sum, digit] = [0, 0];
  for (const sign of text) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[sign];
    if (unit) sum += (digit || 1) * unit;
    digit = unit ? 0 : "零一二三四五六七八九".indexOf(sign.replace("〇", "零"));
  }
  return sum + digit;
}

/** The day as a number 20250312 in whatever form it is written, null where there is none. */
export function dayNumber(text: string, year = 0): number | null {
  const [, years = "", month = "", day = ""] =
    /^([\d〇一二三四五六七八九]{4}|同)[年.-]([\d一二三四五六七八九十]+)[月.-]([\d一二三四五六七八九十]+)日?$/.exec(text) ?? [];
  const whole = years === "同" ? year : Number(years.replaceAll(/\D/g, (sign) => String("〇一二三四五六七八九".indexOf(sign))));
  const date = new Date(Date.UTC(whole, number(month) - 1, number(day)));
  const holds = years !== "" && date.getUTCMonth() === number(month) - 1 && date.getUTCDate() === number(day);
  return holds ? whole * 10_000 + number(month) * 100 + number(day) : null;
}

const inDays = (day: number): number => Date.UTC(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, day % 100) / 86_400_000;

const FACTORS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY";

const holdsId = (id: string): boolean =>
  /^\d{17}[\dX]$/.test(id) &&
  "10X98765432".charAt(FACTORS.reduce((sum, factor, at) => sum + factor * Number(id.charAt(at)), 0) % 11) === id.charAt(17);

const holdsCode = (code: string): boolean =>
  code.length === 18 &&
  CODE.charAt(
    (31 -
      (code
        .slice(0, 17)
        .split("")
        .reduce((sum, sign, at) => sum + CODE.indexOf(sign) * (3 ** at % 31), 0) %
        31)) %
      31,
  ) === code.charAt(17);

function* people(draft: Draft): Complaints {
  const ids = new Map(told(draft, "resident-id").map(({ key, text }) => [key, text]));
  for (const id of ids.values())
    if (draft.isForPublication ? !/^\d{6}\*{8}\d{3}[\dX]$/.test(id) : !holdsId(id))
      yield draft.isForPublication ? "unmasked-data" : "resident-id-check";
  for (const { key, text } of told(draft, "birth")) if (dayNumber(text) !== Number(ids.get(key)?.slice(6, 14))) yield "birth-against-id";
  for (const { key, text } of told(draft, "sex"))
    if (!draft.isForPublication && Number(ids.get(key)?.charAt(16)) % 2 !== (text === "男" ? 1 : 0)) yield "sex-against-id";
  const act = told(draft, "date").find(({ key }) => key === "act");
  for (const { key, text } of told(draft, "age")) {
    const since = (dayNumber(act?.text ?? "") ?? 0) - Number(ids.get(key)?.slice(6, 14));
    if (Math.floor(since / 10_000) !== number(text)) yield "age-at-act";
  }
  for (const { text } of told(draft, "credit-code")) if (!holdsCode(text)) yield "credit-code-check";
  for (const { text } of told(draft, "phone"))
    if (!(draft.isForPublication ? /^\d{3}\*{4}\d{4}$/ : /^\d{11}$/).test(text))
      yield draft.isForPublication ? "unmasked-data" : "phone-length";
  if (draft.isForPublication && /\d{16,19}/.test(draftText(draft))) yield "unmasked-data";
  for (const same of Map.groupBy(told(draft, "name", "organisation"), ({ key }) => key).values())
    if (new Set(same.map(({ text }) => text)).size > 1) yield "name-inconsistent";
  for (const { text } of told(draft, "charge")) if (text !== told(draft, "charge")[0]?.text) yield "charge-inconsistent";
  const text = draftText(draft);
  const charges = new Set([...text.matchAll(/因涉嫌([^，。；“”]{2,14}罪)/g)].map(([, charge]) => charge));
  if ([...charges].some((charge) => charge !== told(draft, "charge")[0]?.text)) yield "charge-inconsistent";
}

/** Fen of 3.2万元, 32,000.00元, 32000元 or 32000.00. */
function fenOf(text: string): number {
  const [, whole = "", fraction = "", unit] = /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?(万元|元)?$/.exec(text) ?? [];
  return whole === ""
    ? Number.NaN
    : Math.round(Number(`${whole.replaceAll(",", "")}.${fraction || "0"}`) * (unit === "万元" ? 1_000_000 : 100));
}

function yuanOfCapitals(text: string): number {
  const plain = text
    .replace(/元整$/, "")
    .replaceAll(/./g, (sign) => "零一二三四五六七八九十百千".charAt("零壹贰叁肆伍陆柒捌玖拾佰仟".indexOf(sign)) || sign);
  const [high, low] = plain.includes("万") ? plain.split("万") : ["", plain];
  return /^[零壹贰叁肆伍陆柒捌玖拾佰仟万]+元整$/.test(text) ? number(high ?? "") * 10_000 + number(low ?? "") : Number.NaN;
}

function* amounts(draft: Draft): Complaints {
  const fen = new Map<string, number>();
  for (const { key, text } of told(draft, "amount", "total")) {
    const value = fenOf(text);
    if (Number.isNaN(value)) yield /元.*元/.test(text) ? "unit-doubled" : "digits-grouped";
    else if ((fen.get(key) ?? value) !== value) yield "amount-inconsistent";
    fen.set(key, value);
  }
  for (const { key, text } of told(draft, "capitals")) if (yuanOfCapitals(text) * 100 !== fen.get(key)) yield "amount-capitals";
  const of = (keys: readonly string[]): number => keys.reduce((sum, key) => sum + (fen.get(key) ?? Number.NaN), 0);
  for (const { whole, parts, less = [] } of draft.sums ?? []) if (of(parts) - of(less) !== fen.get(whole)) yield "sum-wrong";
  for (const { key, text } of told(draft, "count")) {
    const prefix = { incidents: /^(incident|fine|kept|part)-/, people: /^sum-/, cards: /^card-/ }[key] ?? /^$/;
    const kinds: SlotKind[] =
      told(draft, "date").some((date) => date.key.startsWith("incident-")) && key === "incidents" ? ["date"] : ["amount"];
    if (new Set(told(draft, ...kinds).flatMap((one) => (prefix.test(one.key) ? [one.key] : []))).size !== number(text)) yield "count-wrong";
  }
}

function* days(draft: Draft): Complaints {
  let year = 0;
  const first = new Map<string, number>();
  for (const { key, text } of told(draft, "date", "signed-on")) {
    const day = dayNumber(text, year);
    if (day === null) yield text.endsWith("日日") ? "unit-doubled" : "date-not-real";
    else {
      year = Math.floor(day / 10_000);
      if (!first.has(key)) first.set(key, day);
    }
  }
  const steps = (draft.order ?? []).flatMap((key) => first.get(key) ?? []);
  if (steps.some((day, at) => day < (steps[at - 1] ?? 0))) yield "date-order";
  for (const { from, to, days: most } of draft.deadlines ?? [])
    if (inDays(first.get(to) ?? Number.NaN) - inDays(first.get(from) ?? Number.NaN) > most) yield "deadline-exceeded";
  for (const { at, text } of told(draft, "term")) {
    const [, start = "", end = ""] = /^自(.+)起至(.+)止$/.exec(text) ?? [];
    const [from, to] = [dayNumber(start), dayNumber(end)];
    const before = paragraphText(draft.paragraphs[at[0]] as Draft["paragraphs"][number]).split(text)[0] ?? "";
    const [, years = "", rest = ""] =
      [...before.matchAll(/(?:([一二三四五六七八九十]+)年)?(?:([一二三四五六七八九十]+)个月)?(?=，|　|，刑期)/g)]
        .filter(([all]) => all !== "")
        .at(-1) ?? [];
    if (from === null || to === null) yield "term-wrong";
    else {
      const month = (Math.floor(from / 100) % 100) - 1 + number(years) * 12 + number(rest);
      if (Date.UTC(Math.floor(from / 10_000), month, (from % 100) - 1) / 86_400_000 !== inDays(to)) yield "term-wrong";
    }
  }
}

function* laws(draft: Draft): Complaints {
  for (const { key, text } of told(draft, "law"))
    if (text !== `《${key}》`)
      yield /《.*》/.test(text) ? (/担保|合同|侵权|通则|总则/.test(text) ? "law-repealed" : "law-unknown") : "bracket-unpaired";
  for (const { pieces } of draft.paragraphs)
    for (const [at, { slot, text }] of pieces.entries()) {
      if (slot?.kind === "article" && !FACTS[slot.key]?.cited[text]) yield /条第/.test(text) ? "paragraph-absent" : "article-absent";
      if (slot?.kind !== "paragraph" || text === "") continue;
      const [law = "", article = ""] = slot.key.split(" ");
      const [facts, paragraph] = [FACTS[law]?.cited[article], number(text.slice(1, -1))];
      if (paragraph > (facts?.paragraphs ?? 0)) yield "paragraph-absent";
      const [, item] = /^第（(.+?)）项/.exec(pieces[at + 1]?.text ?? "") ?? [];
      if (item && number(item) > (facts?.items?.[paragraph] ?? 0)) yield "paragraph-absent";
    }
  for (const { key, text } of told(draft, "sentence")) {
    const [, kind, years = "", rest = ""] = /^(有期徒刑|拘役)(?:(.+)年)?(?:(.+)个月)?$/.exec(text) ?? [];
    const length = number(years) * 12 + number(rest);
    const range = SENTENCES[key];
    if (!range || range.kind !== kind || length < range.least || length > range.most) yield "sentence-out-of-range";
  }
}

const PAIRS = ["《》", "“”", "（）", "〔〕"];

const WITHOUT_NUMBER = new Set<DocumentKind>(["interrogation-record", "witness-record", "plea-statement"]);
const SEALED = new Set<DocumentKind>([
  "non-prosecution-decision",
  "sentencing-proposal",
  "protest",
  "correction-notice",
  "rights-notice",
  "hearing-notice",
  "transfer-letter",
  "suggestion",
]);
const ADDRESSED = new Set<DocumentKind>([
  "indictment",
  "sentencing-proposal",
  "protest",
  "correction-notice",
  "rights-notice",
  "hearing-notice",
  "transfer-letter",
  "suggestion",
]);

function* form(draft: Draft): Complaints {
  const text = draftText(draft);
  if (/\p{Script=Han}[,;:().](?=\p{Script=Han})/u.test(text)) yield "punctuation-half-width";
  if (/[，。；：、]{2}|undefined|NaN/.test(text.replaceAll("”。", "”"))) yield "punctuation-doubled";
  if (/\p{Cf}/u.test(text)) yield "invisible-character";
  if (/(\p{Script=Han}{2,5})\1/u.test(text.replaceAll("某某某某", ""))) yield "word-doubled";
  for (const line of text.split("\n"))
    for (const pair of PAIRS) if (line.split(pair.charAt(0)).length !== line.split(pair.charAt(1)).length) yield "bracket-unpaired";
  for (const { text: code } of told(draft, "document-number")) if (!/〔20\d{2}〕Z?\d{1,3}号$/.test(code)) yield "document-number-form";
  for (const kind of ["heading", "attachment"] as const)
    for (const group of Map.groupBy(told(draft, kind), ({ key }) => key).values())
      if (group.some((one, at) => number(one.text.replaceAll(/[（）、.]/g, "")) !== at + 1)) yield `${kind}-sequence`;
  const needed: SlotKind[] = [
    ...(WITHOUT_NUMBER.has(draft.kind) ? [] : ["document-number" as const]),
    ...(SEALED.has(draft.kind) ? ["seal" as const] : []),
    ...(ADDRESSED.has(draft.kind) ? ["addressee" as const] : []),
    "signed-on",
  ];
  if (needed.some((kind) => told(draft, kind).length === 0)) yield "part-missing";
}
