import type { Text } from "@yuejian/contracts";
import { type CheckedDocument, documentOf } from "../document.ts";
import { hasAddressee, isSpokenTo } from "../facts/addressee.ts";
import { cellLabel } from "../facts/cells.ts";
import { writtenDaysIn } from "../facts/dates.ts";
import { headLines, kindOf, type RecognisedKind } from "../facts/kind.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";
import { INVISIBLE } from "./characters.ts";
import { contentsMissing, type MissingContent } from "./part-contents.ts";

type Part = "number" | "addressee" | "court" | "recipient" | "seal" | "signer" | "day" | "time";

const PARTS: Readonly<Record<Part, { readonly name: Text; readonly isThere: (document: CheckedDocument) => boolean }>> = {
  number: {
    name: { zh: "发文字号", en: "the document number" },
    isThere: ({ paragraphs }) =>
      // Whatever marks stand around its year: their form is another rule's. It may stand in a cell, beside its label, or in brackets.
      paragraphs.slice(0, 8).some(({ text }) => text.split(/\t|[\s\u3000]{2,}/).some((cell) => NUMBER.test(cell))),
  },
  addressee: { name: { zh: "主送机关、受送达人", en: "whom it is for" }, isThere: hasAddressee },
  court: {
    name: { zh: "受理的人民法院", en: "the court" },
    isThere: ({ paragraphs }) =>
      paragraphs.some(({ text }) =>
        /^(?:(?:此致|受理法院|致|主送|主送机关)[：:]?)?\p{Script=Han}{2,24}法院(?:\p{Script=Han}{0,6}庭)?[：:]?$/u.test(plain(text)),
      ),
  },
  // Behind 此致 stands whoever is to decide.
  recipient: {
    name: { zh: "“此致”之后的受文机关", en: "whom it is submitted to" },
    isThere: (document) => {
      const { paragraphs } = document;
      const at = paragraphs.findLastIndex(({ text }) => /^此致[：:]?$/.test(plain(text)));
      const next = paragraphs.slice(at + 1).find(({ text }) => text.trim() !== "");
      return at < 0 || (next !== undefined && RECIPIENT.test(plain(next.text)) && !isHead(document, next.text));
    },
  },
  seal: {
    name: { zh: "发文机关署名或者院印", en: "the issuing office or its seal" },
    isThere: (document) =>
      isSignedByProcurator(document) ||
      document.paragraphs.some(({ text }, at) => {
        const line = plain(text);
        // The place of the seal alone does not tell whose it is, unless somebody signs besides.
        if (at < HEAD_LINES || !(SIGNED.test(line) || isOtherHead(document, line) || isSealed(document, line))) return false;
        // The office to which a document is submitted is not the one that signs.
        return plain(document.paragraphs[at - 1]?.text ?? "") !== "此致" || isHead(document, line);
      }),
  },
  // Who wrote a report for the office itself: a person, a department or the office.
  signer: {
    name: { zh: "署名（承办人、承办部门或者本院）", en: "who signs it" },
    isThere: (document) =>
      PARTS.seal.isThere(document) ||
      document.paragraphs
        .slice(Math.max(FIRST_LINES, document.paragraphs.length - LAST_LINES))
        .some(({ text }) => PERSON.test(plain(text))) ||
      // A report may name in its head who has the case in hand.
      document.paragraphs
        .slice(0, 6)
        .some(({ text }) => /(?:^|[\s\u3000|；，])承办(?:人|检察官|部门)[：:][\s\u3000]*[\p{Script=Han}·]{2,}/u.test(text)),
  },
  // A day that there is not is another rule's.
  day: {
    name: { zh: "成文日期", en: "its day" },
    isThere: (document) => {
      const { paragraphs } = document;
      // Where the office signs, the day stands beside its name, whatever else is dated below.
      const seal = paragraphs.findLastIndex(
        ({ text }, at) =>
          at > Math.max(FIRST_LINES, paragraphs.length - FROM_END) &&
          SIGNED.test(plain(text)) &&
          plain(paragraphs[at - 1]?.text ?? "") !== "此致",
      );
      if (seal > 0)
        return paragraphs
          .slice(Math.max(0, seal - BESIDE_SEAL), seal + BESIDE_SEAL + 1)
          .some(({ text, start }) => isSignedDay(document, text, start));
      const attachments = paragraphs.findIndex(({ text }, at) => at > FIRST_LINES && /^\s*附(?:件|项|注|录)?[：:]/.test(text));
      const body = attachments < 0 ? paragraphs : paragraphs.slice(0, attachments);
      return [...body.slice(-LAST_LINES), ...(attachments < 0 ? [] : paragraphs.slice(-LAST_LINES))].some(({ text, start }) =>
        isSignedDay(document, text, start),
      );
    },
  },
  // A record says at its head when it was made; whoever signs it below adds the day.
  time: {
    name: { zh: "制作笔录的日期", en: "the day of the record" },
    isThere: (document) =>
      PARTS.day.isThere(document) ||
      (document.paragraphs.slice(0, HEAD_OF_FORM).some(({ text }) => /(?:时间|日期)/.test(plain(text)) && writtenDaysIn(text).length > 0) &&
        !document.paragraphs.slice(-LAST_SIGNED).some(({ text }) => SPEAKER.test(plain(text)))),
  },
};

const FIRST_LINES = 4;
const BESIDE_SEAL = 3;
const FROM_END = 14;
const HEAD_LINES = 3;
const RECIPIENT = /(?:院|局|委员会|机关|部|厅)(?:（[^（）]*）)?[：:]?$/;
/** Whether a line names the office in whose name the document is headed. */
const isHead = ({ paragraphs }: CheckedDocument, line: string): boolean =>
  paragraphs
    .slice(0, HEAD_LINES)
    .some(({ text }) => plain(text).endsWith("检察院") && plain(line).endsWith(plain(text).replace(/^.{2,3}省/, "")));

/** Another office signs as it is headed. */
const isOtherHead = ({ paragraphs }: CheckedDocument, line: string): boolean =>
  line.length > 2 && line === plain(paragraphs[0]?.text ?? "") && !line.endsWith("检察院");

/** Who has the case in hand, in a line of its own behind the text. */
const IN_HAND = /^(?:代理)?(?:主办|承办|办案)?(?:检察[官员长]|人|部门|联系人|经办人?|承办)[：:]?[^。；]{2,60}。?$/;
/** Documents that say in words whose they are, not by their seal alone, as filled-in forms do. */
const NAMED_BELOW: ReadonlySet<RecognisedKind | null> = new Set([
  "non-prosecution-decision",
  "suggestion",
  "correction-notice",
  "protest",
  "office-opinion",
  "hearing-notice",
  "notice",
  "investigation-outline",
  "letter",
]);
const isInHand = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.some(({ text }, at) => at >= HEAD_LINES && text.length < 60 && IN_HAND.test(plain(text)));
const isSealed = (document: CheckedDocument, line: string): boolean =>
  SEALED.test(line) ? !NAMED_BELOW.has(kindOf(document)) || isInHand(document) : SEALED_DAY.test(line) && isInHand(document);

/** An indictment, a proposal of a sentence and a review within the office bear the office at their head and the procurator at the end; the seal is put over the day. Where the office sues for the public, it signs as a party. */
function isSignedByProcurator(document: CheckedDocument): boolean {
  const { paragraphs } = document;
  const kind = kindOf(document);
  const titles = headLines(document);
  const isReview = kind === "opinion" && titles.some((line) => line.endsWith("审查意见书"));
  const isToCourt = kind === "indictment" || kind === "sentencing-proposal";
  if (!isReview && (!isToCourt || titles.some((line) => /公益诉讼.{0,6}起诉书$/.test(line)))) return false;
  const isHeaded = paragraphs.slice(0, HEAD_LINES).some(({ text }) => /^\p{Script=Han}{2,24}检察院$/u.test(plain(text)));
  return (
    isHeaded &&
    paragraphs.some(({ text }, at) => at >= HEAD_LINES && /^(?:承办|主办|代理)?检察[官员](?!助理)[：:]?[^，。；]{2,12}$/.test(plain(text)))
  );
}

/** An office whose name is written with a wrong character signs all the same: the character is another rule's. */
const plain = (text: string): string => text.replaceAll(/[\s\u3000]/g, "").replaceAll("检查院", "检察院");

function isSignedDay({ text: whole }: CheckedDocument, text: string, start: number): boolean {
  const line = text
    .trimEnd()
    .replace(/[（(](?:院印|印|公章|盖章|章)[）)]$/, "")
    .trimEnd();
  if (line.trim().length >= 40) return false;
  const days = writtenDaysIn(line);
  return days.some((day) => {
    if (day.end !== line.length || OF_A_STEP.test(line.slice(0, day.start))) return false;
    // A cell of a form that says when something else was done.
    const label = line.slice(0, day.start).trim() === "" ? cellLabel(whole, { start: start + day.start, end: start + day.end }) : null;
    return label === null || !/时间|日期|期限|之日/.test(label) || /成文|落款|制作|签发|签署/.test(label);
  });
}

const NUMBER =
  /^\s*(?:[\p{Script=Han}]{2,5}[：:]\s*)?[（(]?[\p{Script=Han}]{2,20}(?:[^\p{Script=Han}\s]{0,2}[0-9]{2,4}[^0-9]{0,4}[0-9]+|[^\p{Script=Han}\s][0-9〇零○一二三四五六七八九]{2,4}[^0-9]{1,4}[0-9一二三四五六七八九十百]+)号[）)]?\s*$/u;

/** （院印）, 此处加盖公章, 盖章： */
const SEALED =
  /^[（(]?(?:此处)?(?:加盖|盖)?(?:[\p{Script=Han}]{0,20}(?:检察院|机关|单位|局|委员会))?(?:院印|印章|公章|盖章|印|章)[）)]?[：:]?$/u;

const DAY = "[12二][0-9〇零○一二三四五六七八九]{3}年[^，。：]{2,9}日";
/** 2024年3月6日（院印） */
const SEALED_DAY = /日[（(](?:院印|印章|公章|盖章|印|章)[）)]$/;
/** The office, with its seal or the day in the same line. */
const SIGNED = new RegExp(
  `^(?:署名|落款|发文机关|制作机关)?[：:]?\\p{Script=Han}{2,24}检察院(?:\\p{Script=Han}{0,10}(?:部|局|室|处|科))?(?:[（(][^（）]{1,6}[）)])?(?:${DAY})?(?:[（(][^（）]{1,6}[）)])?$`,
  "u",
);

/** A label before a day that is not when the document was signed. */
const OF_A_STEP = /(?:时间|期限|出生|生日|[立收受]案|受理|移送|拘留|逮捕)[^：:]{0,4}[：:]?\s*$|^[^0-9二]{0,6}时间/;

/** 承办人：张三, 检察官李四, 第一检察部 */
const PERSON =
  /^(?:承办|主办|经办|报告|汇报|审查|检察|书记|审核|部门|负责|主任|拟稿|签名|签字|撰写|主诉|公诉|办案)\p{Script=Han}{0,8}(?:[：:（][^。]{0,60})?$|^第?\p{Script=Han}{1,12}(?:部|处|科|局|办公室)$/u;

/** Below a record, whoever spoke. */
const SPEAKER = /^(?:被讯问人|被询问人|证人|被害人|犯罪嫌疑人)(?:（[^（）]{1,8}）)?[：:]?[\p{Script=Han}·]{2,8}(?:（[^（）]{1,8}）)?$/u;
const LAST_SIGNED = 1;

/** A document is signed in its last lines. */
const LAST_LINES = 8;

/** What a document of the kind has to have. */
const NEEDED: Readonly<Partial<Record<RecognisedKind, readonly Part[]>>> = {
  indictment: ["number", "court", "seal", "day"],
  "non-prosecution-decision": ["number", "seal", "day"],
  "sentencing-proposal": ["number", "court", "seal", "day"],
  suggestion: ["number", "addressee", "seal", "day"],
  "correction-notice": ["number", "addressee", "seal", "day"],
  notice: ["number", "addressee", "seal", "day"],
  "review-report": ["number", "signer", "day"],
  "arrest-review-opinion": ["number", "signer", "day"],
  "interrogation-record": ["time"],
  "witness-record": ["time"],
  protest: ["number", "court", "seal", "day"],
  "investigation-outline": ["number", "addressee", "seal", "day"],
  "hearing-notice": ["number", "addressee", "seal", "day"],
  "office-opinion": ["number", "addressee", "seal", "day"],
  // A person signs it: no law gives it a number of the office.
  "plea-statement": ["day"],
  opinion: ["number", "seal", "day"],
  proposal: ["number", "seal", "day"],
  letter: ["number", "addressee", "seal", "day"],
  announcement: ["seal", "day"],
  "service-receipt": ["seal", "day"],
  statement: ["number", "seal", "day"],
  "petition-report": ["number", "addressee", "seal", "day"],
  decision: ["number", "seal", "day"],
  notification: ["number", "seal", "day"],
};

/** What further papers of an office have to have that are no kind of their own. */
const ALSO_NEEDED: readonly (readonly [title: RegExp, parts: readonly Part[]])[] = [
  [/证据目录$/, ["signer", "day"]],
  [/会议纪要$/, ["number", "day"]],
  // A report to another office (GB/T 9704), not one that is kept.
  [/报告$/, ["number", "addressee", "seal", "day"]],
];

const OTHER_OFFICE = /(?:院|局|委员会|政府|党委|政法委)[：:]$/;

/** The name of the office stands alone in one of the last lines. */
const isSignedByOffice = ({ paragraphs }: CheckedDocument): boolean =>
  paragraphs.slice(Math.max(FIRST_LINES, paragraphs.length - LAST_LINES)).some(({ text }) => SIGNED.test(plain(text)));

function alsoNeeded(document: CheckedDocument, head: readonly string[]): readonly Part[] {
  // 华容县人民检察院关于…的报告 in one line.
  if (!/^\p{Script=Han}{2,24}人民检察院(?:$|关于)/u.test(head[0] ?? "")) return isSignedByOffice(document) ? ["day"] : [];
  const [, parts] = ALSO_NEEDED.find(([title]) => head.some((line) => title.test(line))) ?? [];
  if (!parts) {
    const isLetter = PARTS.number.isThere(document) && hasAddressee(document);
    return isLetter ? ["seal", "day"] : isSignedByOffice(document) ? ["day"] : [];
  }
  const isSent = PARTS.number.isThere(document) || document.paragraphs.slice(0, 8).some(({ text }) => OTHER_OFFICE.test(plain(text)));
  return isSent || !parts.includes("addressee") ? parts : [];
}

const ALL_INVISIBLE = new RegExp(INVISIBLE, "g");

/** Titles that other offices' documents have too. */
const OF_OTHERS: ReadonlySet<RecognisedKind> = new Set([
  "decision",
  "notification",
  "opinion",
  "proposal",
  "letter",
  "announcement",
  "service-receipt",
  "statement",
  "petition-report",
]);

/** The number of a document of the office: 岳检羁审〔2025〕3号. */
const OF_OFFICE = /检[\p{Script=Han}]{0,10}[〔［[(（【][0-9]{2,4}[〕］\])）】]/u;
/** What is torn off below a document bears a day and names of its own. */
const SLIP = /^(?:（?(?:回执|送达回执|送达回证|存根|签收联|签收栏)）?|[-—─－_＿]{3,}.*|…{2,}.*)(?:[：:].*)?$/;

/** 收案日期：…, 案由：… behind the title. */
const FORM_LABEL = /(?:^|[；\s\u3000])(?:收案|案由|案件|提请|移送|受理|承办|审查|来源)[^：:；。\n]{0,8}[：:]/g;
const HEAD_OF_FORM = 8;

/** What is written for the office itself, or goes along with what has a number of its own, bears none where it is laid out as a form, or without the name of the office at its head. */
function isUnnumbered(document: CheckedDocument, kind: RecognisedKind | null): boolean {
  const head = document.paragraphs.slice(0, HEAD_OF_FORM);
  if (kind === "review-report" || kind === "arrest-review-opinion")
    return head.flatMap(({ text }) => [...text.matchAll(FORM_LABEL)]).length > 1;
  const isHeaded = /^\p{Script=Han}{2,24}检察院$/u.test(plain(head[0]?.text ?? ""));
  if (kind === "hearing-notice") return !isHeaded || !headLines(document).some((line) => line.endsWith("书"));
  return kind === "investigation-outline" && !isHeaded;
}

function bodyOf(whole: CheckedDocument): CheckedDocument {
  // What nobody sees is another rule's.
  const seen = INVISIBLE.test(whole.text) ? documentOf(whole.text.replaceAll(ALL_INVISIBLE, "").split("\n")) : whole;
  const slip = seen.paragraphs.findIndex(({ text }, at) => at > FIRST_LINES && SLIP.test(plain(text)));
  return slip < 0 ? seen : documentOf(seen.paragraphs.slice(0, slip).map(({ text }) => text));
}

function* missing(whole: CheckedDocument): Generator<RuleHit> {
  const document = bodyOf(whole);
  const kind = kindOf(document);
  const head = headLines(document).map(plain);
  if (kind && OF_OTHERS.has(kind) && !head.some((line) => /人民检察院/.test(line) || OF_OFFICE.test(line))) return;
  // 羁押必要性审查意见书 without the name of the office at its head is a report within it, as other opinions on a review are.
  const isWithin = kind === "opinion" && head.some((line) => line.endsWith("审查意见书")) && !head.some((line) => /人民检察院/.test(line));
  // What is spoken in court bears neither number nor seal.
  if (head.some((line) => /(?:公诉|出庭|答辩|质证)意见书?$/.test(line))) return;
  const needed = kind === null ? alsoNeeded(document, head) : (NEEDED[isWithin ? "review-report" : kind] ?? []);
  const own = needed.filter((part) => part !== "number" || !isUnnumbered(document, kind));
  // Whoever a document speaks to it has to name.
  const isSpoken = own.includes("seal")
    ? !own.includes("court") && isSpokenTo(document)
    : kind === "plea-statement" && /[你贵]院/.test(document.text);
  const spoken: readonly Part[] = isSpoken ? ["addressee"] : [];
  const submitted: readonly Part[] = own.includes("court") ? [] : ["recipient"];
  const parts = [...new Set([...own, ...spoken, ...submitted])].filter((part) => !PARTS[part].isThere(document));
  const titles = head.map((line) => line.replace(TITLE_NOTE, ""));
  const contents = contentsMissing(titles, document.text);
  if (isExcerpt(document, { own, parts, contents })) return;
  for (const name of [...parts.map((part) => PARTS[part].name), ...contents.map((each) => each.name)])
    yield {
      start: 0,
      end: whole.paragraphs[0]?.text.length ?? 0,
      suggestion: null,
      reason: { zh: `缺少${name.zh}`, en: `${name.en} is missing` },
    };
}

/** 不起诉决定书（证据不足）; who is heard again was told his rights before. */
const TITLE_NOTE = /（(?!第[二三四五六七八九十])[^（）]{1,16}）$/;
/** Said of what is no whole paper. */
const MARKED_EXCERPT = /(?:节录|节选|摘录|摘要|摘抄|片段|选段|部分)[）)\]】]?$/;
/** A line that stands for others. */
const LEFT_OUT = /^(?:…{1,2}|[（(](?:以[上下]|前|中|后|上|下)?(?:文|面)?(?:从|省)?略[）)])$/;
/** No record ends with what is asked or answered. */
const TALK = /^\s*[问答][：:]/;
/** With what a paper is opened and closed, whatever it says. */
const FORM: ReadonlySet<Part> = new Set(["number", "seal", "signer", "day", "time"]);

/** What is quoted from a paper has neither its head nor its end: of a paper that lacks several of them nobody can say what it lacks. */
function isExcerpt(
  { paragraphs }: CheckedDocument,
  {
    own,
    parts,
    contents,
  }: { readonly own: readonly Part[]; readonly parts: readonly Part[]; readonly contents: readonly MissingContent[] },
): boolean {
  if (paragraphs.slice(0, FIRST_LINES).some(({ text }) => text.length < LONGEST_HEAD && MARKED_EXCERPT.test(plain(text)))) return true;
  if (paragraphs.some(({ text }) => LEFT_OUT.test(plain(text))) || TALK.test(paragraphs.at(-1)?.text ?? "")) return true;
  const form = parts.filter((part) => FORM.has(part)).length;
  const closings = contents.filter(({ isClosing }) => isClosing).length;
  const isEndless = parts.includes("day") && parts.some((part) => part === "seal" || part === "signer");
  if (isEndless || form + closings > 2) return true;
  return form > 0 ? contents.length > 1 : own.length === 0 && contents.length > 2;
}

const LONGEST_HEAD = 60;

export const PART_RULES: readonly DocumentRule[] = [
  { id: "part-missing", title: { zh: "缺少要素", en: "Part missing" }, severity: "error", source: null, find: missing },
];
