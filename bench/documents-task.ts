import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDocument, documentOf, linesToSpell } from "@yuejian/document-assistant";
import { OFFICIAL_PAGE, type PrintedDocument, writeWord } from "@yuejian/documents";
import { checkFile, loadSpeller } from "@yuejian/server/assistant";
import { printPdf } from "../center/server/documents/index.ts";
import { plantedDocuments } from "./document-families/families.ts";
import { alarmsPer10000, draftText, judgeKinds, judgeSlips, type KindQuality } from "./document-families/judge.ts";
import { CHARACTER_KINDS, type ErrorKind, kindOf } from "./document-families/kinds.ts";
import { lawPorts } from "./document-families/law-ports.ts";
import { CLOSED_SETS, type DocumentSet, OPEN_SETS } from "./document-families/sets.ts";
import { task } from "./harness.ts";
import { markdownLines, shared } from "./spelling/read-material.ts";

const [part = "development"] = process.argv.slice(2);

const isSlip = (kind: ErrorKind): boolean => (CHARACTER_KINDS as readonly string[]).includes(kind);

const told = ({ planted: made, recall, precision, falseAlarms }: KindQuality): string =>
  `${made} planted, recall ${recall}, precision ${precision}, ${falseAlarms} false`;

function planted(set: DocumentSet): Record<string, number | string> {
  const { quote, check } = lawPorts();
  const right = set.right(set.each, quote);
  const quality = judgeKinds({ right, planted: set.planted(set.each, quote, (kind) => !isSlip(kind)) }, { kindOf, check });
  const { characters, per10000 } = alarmsPer10000(right, check);
  return {
    rightCharacters: characters,
    falseAlarmsPer10000: per10000,
    ...Object.fromEntries(Object.entries(quality).map(([kind, each]) => [kind, told(each)])),
  };
}

/** Slips of single characters, by the speller: no rule finds them without statistics. */
async function slips(set: DocumentSet): Promise<Record<string, number | string>> {
  const { quote } = lawPorts();
  const { speller, bars } = await loadSpeller();
  const { kinds, characters, per10000 } = await judgeSlips(
    { right: set.right(set.each, quote), planted: set.planted(set.each, quote, isSlip) },
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

const PAGES_OF_EACH = 12;

/** A Word file of thirty pages, of right documents of the families with a fault in each, checked with everything and written back with remarks; and the same text as pages of a PDF. */
async function files(): Promise<Record<string, number | string>> {
  const lines: string[] = [];
  for (const { draft } of plantedDocuments("development", PAGES_OF_EACH, () => null)) {
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

/** `SET`, `SET-slips`, `official-texts`, `files`. */
async function detailsOf(name: string): Promise<Record<string, number | string>> {
  if (name === "official-texts") return officialTexts();
  if (name === "files") return files();
  const wanted = name.replace(/-slips$/u, "");
  const set = OPEN_SETS.get(wanted) ?? CLOSED_SETS.get(wanted);
  if (!set) throw new Error(`no set ${wanted}; there are ${[...OPEN_SETS.keys(), ...CLOSED_SETS.keys()].join(", ")}`);
  return wanted === name ? planted(set) : slips(set);
}

await task(async () => {
  const begun = performance.now();
  const details = await detailsOf(part);
  return { seconds: (performance.now() - begun) / 1000, details };
});
