import type { Text } from "@yuejian/contracts";
import type { CheckedDocument } from "../document.ts";
import { writtenDaysIn } from "../facts/dates.ts";
import { kindOf, type RecognisedKind } from "../facts/kind.ts";
import type { DocumentRule, RuleHit } from "../rule.ts";

type Part = "number" | "addressee" | "court" | "seal" | "day";

const PARTS: Readonly<Record<Part, { readonly name: Text; readonly isThere: (document: CheckedDocument) => boolean }>> = {
  number: {
    name: { zh: "发文字号", en: "the document number" },
    isThere: ({ paragraphs }) =>
      // Whatever marks stand around its year: their form is another rule's. It may stand in a cell, beside its label, or in brackets.
      paragraphs.slice(0, 8).some(({ text }) => text.split(/\t|[\s\u3000]{2,}/).some((cell) => NUMBER.test(cell))),
  },
  addressee: {
    name: { zh: "主送机关、受送达人", en: "whom it is for" },
    isThere: ({ paragraphs }) =>
      paragraphs.some(
        ({ text }, at) =>
          at < 8 &&
          /^\s*(?:[\p{Script=Han}·（）()A-Za-z0-9、，]{2,60}[：:]|(?:主送|主送机关|致|送)[：:]\s*[\p{Script=Han}·（）、，]{2,60})\s*$/u.test(
            text,
          ) &&
          !/查明|如下|认为|建议|事实|证据/.test(text),
      ),
  },
  court: {
    name: { zh: "受理的人民法院", en: "the court" },
    isThere: ({ paragraphs }) =>
      paragraphs.some(({ text }) => /^\s*(?:(?:此致|受理法院|致)[：:]?\s*)?[\p{Script=Han}]{2,20}人民法院[：:]?\s*$/u.test(text)),
  },
  seal: {
    name: { zh: "发文机关署名或者院印", en: "the issuing office or its seal" },
    isThere: ({ paragraphs }) =>
      paragraphs
        .slice(Math.max(4, paragraphs.length - 10))
        .some(({ text }) => /^\s*（?(?:院\s*印|印|公章|盖章|印章)）?\s*$/.test(text) || SIGNED.test(text)),
  },
  // A day that there is not is another rule's.
  day: {
    name: { zh: "成文日期", en: "its day" },
    isThere: ({ paragraphs }) => {
      const attachments = paragraphs.findIndex(({ text }, at) => at > 3 && /^\s*附件?[：:]/.test(text));
      const body = attachments < 0 ? paragraphs : paragraphs.slice(0, attachments);
      return [...body.slice(-LAST_LINES), ...(attachments < 0 ? [] : paragraphs.slice(-LAST_LINES))].some(
        ({ text }) =>
          text.trim().length < 40 &&
          writtenDaysIn(text).some(({ start, end }) => end === text.trimEnd().length && !OF_A_STEP.test(text.slice(0, start))),
      );
    },
  },
};

const NUMBER =
  /^\s*(?:[\p{Script=Han}]{2,5}[：:]\s*)?[（(]?[\p{Script=Han}]{2,20}[^\p{Script=Han}\s]{0,2}[0-9]{2,4}[^0-9]{0,4}[0-9]+号[）)]?\s*$/u;

/** The office, with its seal or the day in the same line. */
const SIGNED =
  /^\s*[\p{Script=Han}]{2,20}人民检察院\s*(?:（[^（）]{1,3}）)?\s*(?:[12二][0-9〇零○一二三四五六七八九]{3}年[^，。：]{2,9}日)?\s*$/u;

/** A label before a day that is not when the document was signed. */
const OF_A_STEP = /(?:时间|期限|出生|生日|[立收受]案|受理|移送|拘留|逮捕)[^：:]{0,4}[：:]?\s*$|^[^0-9二]{0,6}时间/;

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
  "review-report": ["number", "day"],
  "arrest-review-opinion": ["number", "day"],
  "interrogation-record": ["day"],
  "witness-record": ["day"],
  protest: ["number", "court", "seal", "day"],
  "investigation-outline": ["number", "addressee", "seal", "day"],
  "hearing-notice": ["number", "addressee", "seal", "day"],
  "office-opinion": ["number", "addressee", "seal", "day"],
  // A person signs it: no law gives it a number of the office.
  "plea-statement": ["day"],
  opinion: ["number", "day"],
  proposal: ["number", "seal", "day"],
  decision: ["number", "seal", "day"],
  notification: ["number", "seal", "day"],
};

/** Titles that other offices' documents have too. */
const OF_OTHERS: ReadonlySet<RecognisedKind> = new Set(["decision", "notification", "opinion", "proposal"]);

function* missing(document: CheckedDocument): Generator<RuleHit> {
  const kind = kindOf(document);
  if (kind && OF_OTHERS.has(kind) && !document.paragraphs.slice(0, 3).some(({ text }) => /人民检察院/.test(text))) return;
  for (const part of (kind && NEEDED[kind]) ?? []) {
    const { name, isThere } = PARTS[part];
    if (!isThere(document))
      yield {
        start: 0,
        end: document.paragraphs[0]?.text.length ?? 0,
        suggestion: null,
        reason: { zh: `缺少${name.zh}`, en: `${name.en} is missing` },
      };
  }
}

export const PART_RULES: readonly DocumentRule[] = [
  { id: "part-missing", title: { zh: "缺少要素", en: "Part missing" }, severity: "error", source: null, find: missing },
];
