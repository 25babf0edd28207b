import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentCaseRecord } from "@yuejian/contracts";
import { type CheckContext, checkDocument, documentOf, linesToSpell } from "@yuejian/document-assistant";
import { OFFICIAL_PAGE, type PrintedDocument, writeWord } from "@yuejian/documents";
import { articleText } from "@yuejian/legal-research";
import { checkFile, loadSpeller } from "@yuejian/server/assistant";
import { canonicalName, findCitations, lawNames, resolveCitation, wordingOf } from "@yuejian/text";
import { printPdf } from "../center/server/documents/index.ts";
import type { Draft, PlantedDraft } from "./document-families/draft.ts";
import { plantedDocuments, type Quote, rightDocuments } from "./document-families/families.ts";
import { alarmsPer10000, type Check, draftText, judgeKinds, judgeSlips, type KindQuality } from "./document-families/judge.ts";
import { plantedSecond, rightSecond } from "./document-families/kept-apart-2/set.ts";
import { CHARACTER_KINDS, ERROR_KINDS, type ErrorKind } from "./document-families/kinds.ts";
import { task } from "./harness.ts";
import { directoryOf } from "./law-search/planted-citations.ts";
import { readLawMaterial } from "./law-search/read-material.ts";
import { markdownLines, shared } from "./spelling/read-material.ts";

/** Right documents of each family. */
const EACH = 12;
const [part = "development"] = process.argv.slice(2);

/** The collection holds most laws in one wording: citations are judged by the day of that, not of the act. */
const DAY = "2026-07-01";

/** Right documents of each family of the set that a hand wrote which had not read the rules. */
const EACH_SECOND = 8;

/** Rules whose id is the kind's are of that kind. */
const kindOf = (rule: string): ErrorKind | null =>
  rule === "law-name-short" ? "law-unknown" : (ERROR_KINDS as readonly string[]).includes(rule) ? (rule as ErrorKind) : null;

type Material = "development" | "kept-apart" | "kept-apart-2";

const MATERIAL: Readonly<
  Record<Material, (quote: Quote) => { readonly right: readonly Draft[]; readonly planted: Iterable<PlantedDraft> }>
> = {
  development: (quote) => ({ right: rightDocuments("development", EACH, quote), planted: plantedDocuments("development", EACH, quote) }),
  "kept-apart": (quote) => ({ right: rightDocuments("kept-apart", EACH, quote), planted: plantedDocuments("kept-apart", EACH, quote) }),
  "kept-apart-2": (quote) => ({
    right: rightSecond(EACH_SECOND, quote),
    planted: plantedSecond(EACH_SECOND, quote, (kind) => !isSlip(kind)),
  }),
};

const isSlip = (kind: ErrorKind): boolean => (CHARACTER_KINDS as readonly string[]).includes(kind);

/** What checks need besides the text, from the collection of laws. */
function lawPorts(): { readonly quote: Quote; readonly check: Check } {
  const { laws } = readLawMaterial(shared("laws/just-laws"));
  const directory = directoryOf(laws);
  const names = lawNames(laws.flatMap(({ name, repeals }) => [name, ...repeals]));
  const citationsOf = (text: string): CheckContext["citations"] => ({
    on: DAY,
    all: findCitations(text, { names }).map((citation) => {
      const resolved = resolveCitation(citation, { directory, on: DAY });
      return { start: citation.start, end: citation.end, by: citation.by, ...resolved, wording: wordingOf(directory, resolved) };
    }),
  });
  return {
    quote: (law, article) => {
      const versions = directory.lawsNamed(canonicalName(law))[0]?.versions;
      const found = versions?.at(-1)?.articles.find(({ label }) => label === article);
      return found ? (articleText(found).split("\n")[0] ?? null) : null;
    },
    check: (draft) => {
      const text = draftText(draft);
      return checkDocument(documentOf(text.split("\n")), {
        citations: citationsOf(text),
        isForPublication: draft.isForPublication === true,
        spelling: null,
        records: [recordOf(draft)],
      });
    },
  };
}

const told = ({ planted: made, recall, precision, falseAlarms }: KindQuality): string =>
  `${made} planted, recall ${recall}, precision ${precision}, ${falseAlarms} false`;

function planted(material: Material): Record<string, number | string> {
  const { quote, check } = lawPorts();
  const drafts = MATERIAL[material](quote);
  const quality = judgeKinds(drafts, { kindOf, check });
  const { characters, per10000 } = alarmsPer10000(drafts.right, check);
  return {
    rightCharacters: characters,
    falseAlarmsPer10000: per10000,
    ...Object.fromEntries(Object.entries(quality).map(([kind, each]) => [kind, told(each)])),
  };
}

/** Slips of single characters of the second set, by the speller: no rule finds them without statistics. */
async function slips(): Promise<Record<string, number | string>> {
  const { quote } = lawPorts();
  const { speller, bars } = await loadSpeller();
  const { kinds, characters, per10000 } = await judgeSlips(
    { right: rightSecond(EACH_SECOND, quote), planted: plantedSecond(EACH_SECOND, quote, isSlip) },
    async (draft) => {
      const document = documentOf(draftText(draft).split("\n"));
      return checkDocument(document, { citations: null, spelling: await speller.editsOfLines(linesToSpell(document), bars) });
    },
  );
  return {
    rightCharacters: characters,
    statisticalFalseAlarmsPer10000: per10000,
    ...Object.fromEntries(Object.entries(kinds).map(([kind, each]) => [kind, `${told(each)}, ${each.touched} touched by any`])),
  };
}

/** What the business system knows of the case, as the draft has it. */
function recordOf({ record: { suspects, charge, charges, actOn, acceptedOn, days, amount } }: Draft): DocumentCaseRecord {
  return {
    source: { zh: "案件登记", en: "the record of the case" },
    people: suspects.length === 0 ? null : suspects,
    charges: charges ?? (charge === null ? [] : [charge]),
    days: { ...(actOn === null ? {} : { act: [actOn] }), ...(acceptedOn === null ? {} : { accepted: [acceptedOn] }), ...days },
    amount: amount === null ? null : BigInt(amount),
  };
}

/** Findings of rules in texts that were published by the state, for 10,000 characters: false alarms, but for slips that stand there. */
function officialTexts(): Record<string, number | string> {
  const lines = ["just-laws", "interpretations", "regulations"].flatMap((folder) => [...markdownLines(shared(`laws/${folder}`))]);
  const document = documentOf(lines.map((line) => line.replaceAll(/[#*>`|]|<!--.*?-->|^\s*[-+] /g, "")));
  const begun = process.cpuUsage().user;
  const findings = checkDocument(document, { citations: null, spelling: null });
  const seconds = (process.cpuUsage().user - begun) / 1e6;
  const counts = Map.groupBy(findings, ({ rule }) => rule);
  const rate = (count: number): number => Math.round((count / document.text.length) * 1e8) / 1e4;
  return {
    characters: document.text.length,
    charactersPerSecond: Math.round(document.text.length / seconds),
    all: rate(findings.length),
    ...Object.fromEntries([...counts].map(([rule, all]) => [rule, rate(all.length)])),
  };
}

/** Characters of thirty pages of 22 lines of 28. */
const THIRTY_PAGES = 30 * 22 * 28;

/** A Word file of thirty pages, of right documents of the families with a fault in each, checked with everything and written back with remarks; and the same text as pages of a PDF. */
async function files(): Promise<Record<string, number | string>> {
  const lines: string[] = [];
  for (const { draft } of plantedDocuments("development", EACH, () => null)) {
    if (lines.join("\n").length > THIRTY_PAGES) break;
    lines.push(...draftText(draft).split("\n"));
  }
  const folder = await mkdtemp(join(tmpdir(), "yuejian-documents-"));
  try {
    const [word, pdf] = [join(folder, "thirty.docx"), join(folder, "thirty.pdf")];
    const printed: PrintedDocument = {
      title: "文书",
      author: "bench",
      language: "zh-CN",
      at: new Date(0),
      page: OFFICIAL_PAGE,
      blocks: lines.map((text) => ({ kind: "paragraph", text })),
    };
    await writeFile(word, await writeWord(printed));
    await writeFile(pdf, await printPdf(printed));
    const loading = seconds();
    const spelling = await loadSpeller();
    const loaded = seconds() - loading;
    const timed = async (file: string, out?: string) => {
      const begun = seconds();
      const { findings, characters } = await checkFile(file, {
        spelling,
        isForPublication: false,
        ...(out === undefined ? {} : { out: { file: out, at: new Date(0) } }),
      });
      return { characters, findings: findings.length, processorSeconds: seconds() - begun };
    };
    const withSpelling = await timed(word, join(folder, "out.docx"));
    const pages = await timed(pdf);
    return {
      characters: withSpelling.characters,
      findings: withSpelling.findings,
      processorSecondsOfSpeller: rounded(loaded),
      processorSecondsOfWordFile: rounded(withSpelling.processorSeconds),
      findingsOfPdf: pages.findings,
      processorSecondsOfPdf: rounded(pages.processorSeconds),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const seconds = (): number => process.cpuUsage().user / 1e6;
const rounded = (value: number): number => Math.round(value * 100) / 100;

const DETAILS = {
  development: () => planted("development"),
  "kept-apart": () => planted("kept-apart"),
  "kept-apart-2": () => planted("kept-apart-2"),
  "kept-apart-2-slips": slips,
  "official-texts": officialTexts,
  files,
};

await task(async () => {
  const begun = performance.now();
  const details = await DETAILS[part as keyof typeof DETAILS]();
  return { seconds: (performance.now() - begun) / 1000, details };
});
