import { parentPort } from "node:worker_threads";
import { type DocumentFinding, YuejianError } from "@yuejian/contracts";
import { checkDocument, documentOf, linesToSpell, recordOfDocuments, SPELLING_RULE_OF } from "@yuejian/document-assistant";
import type { SpellingBars } from "@yuejian/text";
import { loadSpeller, placed, readDocument } from "../assistant/index.ts";
import type { DeskOrder, FromCheckThread, ToCheckThread } from "./check-desk.ts";
import type { ReadText } from "./material.ts";

/** Entry of the thread that checks documents. What spelling needs is read once, with the first order that asks for it. */
const port = parentPort;
if (!port) throw new Error("check-thread.ts runs in a worker thread");

let loading: ReturnType<typeof loadSpeller> | null = null;
const send = (message: FromCheckThread) => port.postMessage(message);

async function findingsOf({ paragraphs, stretches, context, others, off, spelling: asked }: DeskOrder): Promise<DocumentFinding[]> {
  if (asked) loading ??= loadSpeller();
  const loaded = asked && loading ? await loading : null;
  const leastOf = (rule: string): number => asked?.leastProbabilities[rule] ?? 0;
  const document = documentOf(paragraphs);
  const bars = loaded && raised(loaded.bars, leastOf(SPELLING_RULE_OF.replaced));
  const found = bars && (await loaded.speller.editsOfLines(linesToSpell(document), bars));
  const spelling = found && found.map((edits) => edits.filter(({ kind, probability }) => probability >= leastOf(SPELLING_RULE_OF[kind])));
  const isOff = new Set(off);
  const known = recordOfDocuments(others.map((other) => ({ name: other.name, document: documentOf(other.paragraphs) })));
  const findings = checkDocument(document, { ...context, spelling, others: known }, (rule) => !isOff.has(rule));
  return findings.map((finding) => placed(finding, document, { stretches }));
}

const raised = ({ bar, barAfter }: SpellingBars, least: number): SpellingBars => ({
  bar: Math.max(bar, least),
  ...(barAfter === undefined ? {} : { barAfter: Math.max(barAfter, least) }),
});

async function textOf(file: string): Promise<ReadText> {
  const { word: _, ...text } = await readDocument(file, { scans: 0 });
  return text;
}

port.on("message", (order: ToCheckThread) => {
  const { number } = order;
  ("read" in order ? textOf(order.read) : findingsOf(order.check)).then(
    (answer) => send({ number, answer }),
    (cause: unknown) =>
      send(
        cause instanceof YuejianError
          ? { number, refused: { code: cause.code, parameters: cause.parameters } }
          : { number, fault: String(cause) },
      ),
  );
});
