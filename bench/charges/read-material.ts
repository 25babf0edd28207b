import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ArticleTexts,
  articleText,
  type ChargedText,
  chargeNumber,
  chargesOfArticle,
  linesOf,
  mostCuedCharges,
  readLaws,
} from "@yuejian/legal-research";
import { foldText } from "@yuejian/text";

/** A text with the answers that its file gives, as it writes them. */
export interface AnsweredText {
  readonly text: string;
  readonly answers: readonly string[];
}

const TASK_WORDS = /^(?:请根据下列事实预测判决刑期。|根据下列事实确定涉及的法律条文。)|被告人涉及的案由是[：:]?\s*$/g;

/** A file of cases, one JSON object a line: {text, charges} (names of charges; none: no crime), or a task of LexEval with its options. */
export function readAnswered(file: string): AnsweredText[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const read = JSON.parse(line) as { text?: string; charges?: string[]; input?: string; answer?: string };
      if (read.text !== undefined) return { text: read.text, answers: read.charges ?? [] };
      const [facts = "", ...options] = (read.input ?? "").split(/\s*\n\s*[ABCD][:：]\s*/);
      const answers = (read.answer ?? "").split("").flatMap((letter) => options["ABCD".indexOf(letter)]?.trim() ?? []);
      return { text: facts.trim().replaceAll(TASK_WORDS, "").trim(), answers };
    });
}

/** The cases of LawBench 3-3, which are only looked at when everything is chosen. */
export function readHeldOut(file: string): AnsweredText[] {
  return (JSON.parse(readFileSync(file, "utf8")) as { question: string; answer: string }[]).map(({ question, answer }) => ({
    text: question.replace(/^事实[:：]/, "").trim(),
    answers: answer.replace(/^罪名[:：]/, "").split(";"),
  }));
}

/** Cases to learn from: charges by name; of an article of the Criminal Law those of its charges for which the text has most cues. Texts that occur
 *  twice are taken once, those of `without` (or much like them) never; the order is by a fixed draw. */
export function chargedTexts(read: readonly AnsweredText[], without: readonly string[]): { cases: ChargedText[]; left: number } {
  const isHeld = overlaps(
    read.map(({ text }) => text),
    without,
  );
  const byText = new Map<string, ChargedText>();
  for (const [at, { text, answers }] of read.entries()) {
    if (isHeld[at]) continue;
    const charges = new Set(answers.flatMap((answer) => chargesOfAnswer(text, answer)));
    if (charges.size === 0 && answers.some((answer) => /刑法》?第/.test(answer) || answer.endsWith("罪"))) continue;
    const key = plainText(text).slice(0, 80);
    if ((byText.get(key)?.charges.size ?? 0) === 0) byText.set(key, { text, charges });
  }
  return { cases: shuffled([...byText.values()]), left: isHeld.filter(Boolean).length };
}

function chargesOfAnswer(text: string, answer: string): readonly number[] {
  const article = /刑法》?第([〇零一二三四五六七八九十百]+)条(?:之([一二三]))?/.exec(answer);
  if (article)
    return mostCuedCharges(text, chargesOfArticle(`${numberOf(article[1] as string)}${article[2] ? `-${numberOf(article[2])}` : ""}`));
  const charge = answer.endsWith("罪") || !answer.includes("纠纷") ? chargeNumber(answer) : null;
  return charge === null ? [] : [charge];
}

/** 二百六十四 → 264; tolerates 二百五 for 205, as the files write it. */
function numberOf(text: string): number {
  let [sum, digit] = [0, 0];
  for (const character of text) {
    if (character === "百" || character === "十") {
      sum += (digit || 1) * (character === "百" ? 100 : 10);
      digit = 0;
    } else digit = Math.max(0, "〇一二三四五六七八九".indexOf(character));
  }
  return sum + digit;
}

/** Articles of the Criminal Law below a folder of laws. */
export function readCriminalLaw(folder: string): ArticleTexts {
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => file.endsWith(".md") && file.includes("criminal"))
    .toSorted();
  const { laws } = readLaws(files.map((file) => ({ file, lines: linesOf(readFileSync(join(folder, file), "utf8"), "markdown") })));
  const law = laws.find(({ text }) => text.name === "刑法");
  if (!law) throw new Error(`${folder}: the Criminal Law is not there`);
  return new Map(law.text.articles.map((article) => [article.key, articleText(article)]));
}

const PIECE = 12;
const SHARED = 0.3;

/** Which texts share more than three tenths of their pieces of 12 characters with one of the others. */
function overlaps(texts: readonly string[], others: readonly string[]): boolean[] {
  const pieces = others.map(piecesOf);
  const holders = new Map<string, number[]>();
  for (const [at, set] of pieces.entries()) for (const piece of set) holders.set(piece, [...(holders.get(piece) ?? []), at]);
  return texts.map((text) => {
    const own = piecesOf(text);
    const counts = new Map<number, number>();
    for (const piece of own) for (const at of holders.get(piece) ?? []) counts.set(at, (counts.get(at) ?? 0) + 1);
    return [...counts].some(([at, count]) => count / Math.max(1, Math.min(own.size, pieces[at]!.size)) > SHARED);
  });
}

const plainText = (text: string): string => foldText(text).replaceAll(/[^\u4e00-\u9fff0-9a-z]/g, "");

function piecesOf(text: string): Set<string> {
  const plain = plainText(text);
  return new Set(Array.from({ length: Math.max(1, plain.length - PIECE + 1) }, (_, at) => plain.slice(at, at + PIECE)));
}

function shuffled<T>(list: T[]): T[] {
  let state = 7;
  for (let at = list.length - 1; at > 0; at -= 1) {
    state = (state * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff;
    const other = Math.floor((state / 0x80_00_00_00) * (at + 1));
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
  return list;
}
