import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DocumentCaseRecord } from "@yuejian/contracts";
import { type CheckContext, checkDocument, documentOf } from "@yuejian/document-assistant";
import { OFFICIAL_PAGE, type PrintedDocument, writeWord } from "@yuejian/documents";
import { articleText } from "@yuejian/legal-research";
import { checkFile, loadSpeller } from "@yuejian/server/assistant";
import { canonicalName, findCitations, lawNames, resolveCitation, wordingOf } from "@yuejian/text";
import { printPdf } from "../center/server/documents/index.ts";
import type { Draft } from "./document-families/draft.ts";
import { type Half, plantedDocuments, type Quote, rightDocuments } from "./document-families/families.ts";
import { draftText, judgeKinds } from "./document-families/judge.ts";
import { ERROR_KINDS, type ErrorKind } from "./document-families/kinds.ts";
import { task } from "./harness.ts";
import { directoryOf } from "./law-search/planted-citations.ts";
import { readLawMaterial } from "./law-search/read-material.ts";
import { markdownLines, shared } from "./spelling/read-material.ts";

/** Right documents of each family. */
const EACH = 12;
const [part = "development"] = process.argv.slice(2);

/** The collection holds most laws in one wording: citations are judged by the day of that, not of the act. */
const DAY = "2026-07-01";

/** Rules whose id is the kind's are of that kind. */
const kindOf = (rule: string): ErrorKind | null =>
  rule === "law-name-short" ? "law-unknown" : (ERROR_KINDS as readonly string[]).includes(rule) ? (rule as ErrorKind) : null;

function planted(half: Half): Record<string, number | string> {
  const { laws } = readLawMaterial(shared("laws/just-laws"));
  const directory = directoryOf(laws);
  const names = lawNames(laws.flatMap(({ name, repeals }) => [name, ...repeals]));
  const quote: Quote = (law, article) => {
    const versions = directory.lawsNamed(canonicalName(law))[0]?.versions;
    const found = versions?.at(-1)?.articles.find(({ label }) => label === article);
    return found ? (articleText(found).split("\n")[0] ?? null) : null;
  };
  const citationsOf = (text: string): CheckContext["citations"] => ({
    on: DAY,
    all: findCitations(text, { names }).map((citation) => {
      const resolved = resolveCitation(citation, { directory, on: DAY });
      return { start: citation.start, end: citation.end, by: citation.by, ...resolved, wording: wordingOf(directory, resolved) };
    }),
  });
  const quality = judgeKinds(
    { right: rightDocuments(half, EACH, quote), planted: plantedDocuments(half, EACH, quote) },
    {
      kindOf,
      check: (draft) => {
        const text = draftText(draft);
        const document = documentOf(text.split("\n"));
        return checkDocument(document, {
          citations: citationsOf(text),
          isForPublication: draft.isForPublication === true,
          spelling: null,
          record: recordOf(draft),
        });
      },
    },
  );
  return Object.fromEntries(
    Object.entries(quality).map(([kind, { planted: made, recall, precision, falseAlarms }]) => [
      kind,
      `${made} planted, recall ${recall}, precision ${precision}, ${falseAlarms} false`,
    ]),
  );
}

/** What the business system knows of the case, as the draft has it. */
function recordOf({ record: { suspects, charge, actOn, acceptedOn, amount } }: Draft): DocumentCaseRecord {
  return {
    source: { zh: "案件登记", en: "the record of the case" },
    people: suspects.length === 0 ? null : suspects,
    charges: charge === null ? [] : [charge],
    days: { ...(actOn === null ? {} : { act: [actOn] }), ...(acceptedOn === null ? {} : { accepted: [acceptedOn] }) },
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

await task(async () => {
  const begun = performance.now();
  const details = part === "official-texts" ? officialTexts() : part === "files" ? await files() : planted(part as Half);
  return { seconds: (performance.now() - begun) / 1000, details };
});
