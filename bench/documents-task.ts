import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDocument, documentOf, linesToSpell } from "@yuejian/document-assistant";
import { OFFICIAL_PAGE, type PrintedDocument, writeWord } from "@yuejian/documents";
import { checkFile, loadSpeller } from "@yuejian/server/assistant";
import { printPdf } from "../center/server/documents/index.ts";
import type { Draft, PlantedDraft } from "./document-families/draft.ts";
import { type Half, plantedDocuments, type Quote, rightDocuments } from "./document-families/families.ts";
import { alarmsPer10000, draftText, judgeKinds, judgeSlips, type KindQuality } from "./document-families/judge.ts";
import { plantedSecond, rightSecond, type SecondPart } from "./document-families/kept-apart-2/set.ts";
import { CHARACTER_KINDS, type ErrorKind, kindOf } from "./document-families/kinds.ts";
import { lawPorts } from "./document-families/law-ports.ts";
import { task } from "./harness.ts";
import { markdownLines, shared } from "./spelling/read-material.ts";

/** Right documents of each family. */
const EACH = 12;
const [part = "development"] = process.argv.slice(2);

/** Right documents of each family of the set that a hand wrote which had not read the rules. */
const EACH_SECOND = 8;

interface Material {
  readonly right: readonly Draft[];
  readonly planted: Iterable<PlantedDraft>;
}

const firstSet = (half: Half, quote: Quote): Material => ({
  right: rightDocuments(half, EACH, quote),
  planted: plantedDocuments(half, EACH, quote),
});

function secondSet(part: SecondPart, quote: Quote): Material {
  const drawn = { part, each: EACH_SECOND };
  return { right: rightSecond(drawn, quote), planted: plantedSecond(drawn, quote, (kind) => !isSlip(kind)) };
}

const isSlip = (kind: ErrorKind): boolean => (CHARACTER_KINDS as readonly string[]).includes(kind);

const told = ({ planted: made, recall, precision, falseAlarms }: KindQuality): string =>
  `${made} planted, recall ${recall}, precision ${precision}, ${falseAlarms} false`;

function planted(materialOf: (quote: Quote) => Material): Record<string, number | string> {
  const { quote, check } = lawPorts();
  const drafts = materialOf(quote);
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
  const drawn = { part: "kept-apart", each: EACH_SECOND } as const;
  const { speller, bars } = await loadSpeller();
  const { kinds, characters, per10000 } = await judgeSlips(
    { right: rightSecond(drawn, quote), planted: plantedSecond(drawn, quote, isSlip) },
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
  development: () => planted((quote) => firstSet("development", quote)),
  "kept-apart": () => planted((quote) => firstSet("kept-apart", quote)),
  "opened-2": () => planted((quote) => secondSet("opened", quote)),
  "kept-apart-2": () => planted((quote) => secondSet("kept-apart", quote)),
  "kept-apart-2-slips": slips,
  "official-texts": officialTexts,
  files,
};

await task(async () => {
  const begun = performance.now();
  const details = await DETAILS[part as keyof typeof DETAILS]();
  return { seconds: (performance.now() - begun) / 1000, details };
});
