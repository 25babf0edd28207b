import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import {
  articleText,
  PassageTableBuilder,
  type QuestionModel,
  type ReadQuestions,
  readQuestions,
  trainModel,
  writeTable,
} from "@yuejian/legal-research";
import { countTerms, findCitations, foldText, isPair, lawNames, resolveCitation, TextIndexBuilder, termText } from "@yuejian/text";
import { task } from "./harness.ts";
import { judge, type Ranking, rankingOf, splitQuestions } from "./law-search/judge.ts";
import { plantedCitations } from "./law-search/planted-citations.ts";
import { type LawMaterial, readLabelled, readLawMaterial, readShippedModel } from "./law-search/read-material.ts";
import { TRAINING } from "./law-search/settings.ts";

const DATA = fileURLToPath(new URL("../../shared/data/", import.meta.url));
const QUESTIONS = `${DATA}text/statute-retrieval/stard-train.json`;
const BM25 = { k1: 1.4, b: 0.75 };

type Details = Record<string, number | string>;

/** One part of what is measured of laws: `node bench/laws-task.ts PART`. */
const PARTS: Readonly<Record<string, () => { seconds: number; details: Details }>> = {
  read: readPart,
  development: () => quality("development"),
  "held-out": () => quality("held-out"),
  citations: citationPart,
  speed: () => speed(1),
  "speed-million": () => speed(16),
  "fts5-trigram": () => fts5("trigram"),
  "fts5-pairs": () => fts5("pairs"),
};
await task(async ([part = ""]) => {
  const work = PARTS[part];
  if (!work) throw new Error(`there is no part ${part}`);
  return work();
});

function seconds(begun: number): number {
  return Math.round(performance.now() - begun) / 1000;
}

function textBytes(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function readPart(): { seconds: number; details: Details } {
  const begun = performance.now();
  const { laws, table, texts } = readLawMaterial(`${DATA}laws`);
  const took = seconds(begun);
  const bytes = writeTable(table, "").length;
  const remainders = laws.reduce((sum, law) => sum + law.remainders.length, 0);
  const faults = laws.reduce((sum, law) => sum + law.faults.length, 0);
  return {
    seconds: took,
    details: {
      texts: laws.length,
      articles: texts.length,
      remainders,
      faults,
      textBytes: textBytes(texts),
      indexBytes: bytes,
      indexOverText: Math.round((bytes / textBytes(texts)) * 1000) / 1000,
    },
  };
}

/** Development: every fifth in turn judged by what the others taught. Held out: judged by what the whole development part taught. */
function quality(which: "development" | "held-out"): { seconds: number; details: Details } {
  const begun = performance.now();
  const material = readLawMaterial(`${DATA}laws`);
  const { table } = material;
  const split = splitQuestions(readLabelled(QUESTIONS));
  const [{ questions: development }, { questions: heldOut, lost }] = [split.development, split.heldOut].map((part) =>
    readQuestions(table, material.texts, part),
  ) as [ReadQuestions, ReadQuestions];
  const learn = (from: typeof development): QuestionModel =>
    trainModel(table, from, { ...TRAINING, textOf: (passage) => material.texts[passage] as string });
  if (which === "held-out") {
    const model = learn(development);
    const plain = judge(table, heldOut, plainRanking(material));
    const { ndcgAt10, recallAt10, recallAt100 } = judge(table, heldOut, rankingOf(table, model));
    return {
      seconds: seconds(begun),
      details: {
        learnedFrom: development.length,
        questions: heldOut.length,
        lost,
        ndcgAt10,
        recallAt10,
        recallAt100,
        plainNdcgAt10: plain.ndcgAt10,
        plainRecallAt100: plain.recallAt100,
      },
    };
  }
  const folds = [0, 1, 2, 3, 4].map((fold) => {
    const model = learn(development.filter((_, at) => at % 5 !== fold));
    return judge(
      table,
      development.filter((_, at) => at % 5 === fold),
      rankingOf(table, model),
    );
  });
  const mean = (of: (one: (typeof folds)[number]) => number): number =>
    Math.round((folds.reduce((sum, one) => sum + of(one) * one.questions, 0) / development.length) * 10_000) / 10_000;
  return {
    seconds: seconds(begun),
    details: {
      questions: development.length,
      ndcgAt10: mean((one) => one.ndcgAt10),
      recallAt10: mean((one) => one.recallAt10),
      recallAt100: mean((one) => one.recallAt100),
    },
  };
}

/** BM25 over characters and pairs of name, headings and text. */
function plainRanking({ table, texts }: LawMaterial): Ranking {
  const builder = new TextIndexBuilder();
  for (const [at, { heading }] of table.passages.entries()) builder.add(table.headings[heading] as string, texts[at] as string);
  const index = builder.build();
  return (question) => {
    const scores = new Float32Array(index.documents);
    index.score(
      [...countTerms(foldText(question))].map(([term, weight]) => ({ term, weight })),
      scores,
      BM25,
    );
    return [...scores.keys()].sort((one, other) => (scores[other] as number) - (scores[one] as number)).slice(0, 200);
  };
}

function citationPart(): { seconds: number; details: Details } {
  const { laws } = readLawMaterial(`${DATA}laws`);
  const names = lawNames(laws.map(({ name }) => name));
  let [found, characters] = [0, 0];
  const begun = performance.now();
  for (const { articles } of laws)
    for (const article of articles) {
      const text = articleText(article);
      characters += text.length;
      found += findCitations(text, { names, isLaw: true }).length;
    }
  const took = seconds(begun);
  return {
    seconds: took,
    details: {
      citations: found,
      charactersPerSecond: Math.round(characters / took),
      ...plantedCitations(laws, { names, resolve: resolveCitation }),
    },
  };
}

/** Queries of the development part over all texts, or over them again and again with changed words. */
function speed(times: number): { seconds: number; details: Details } {
  const { laws, texts, table } = readLawMaterial(`${DATA}laws`);
  const { questions: development } = readQuestions(table, texts, splitQuestions(readLabelled(QUESTIONS)).development);
  const builder = new PassageTableBuilder();
  for (let round = 0; round < times; round += 1)
    for (const [at, law] of laws.entries())
      builder.add(
        `${round} ${at}`,
        round === 0
          ? law
          : {
              ...law,
              name: `${law.name}${round}`,
              articles: law.articles.map((article) => ({
                ...article,
                paragraphs: article.paragraphs.map((paragraph) => ({ ...paragraph, text: changed(paragraph.text, round) })),
              })),
            },
      );
  const many = builder.build();
  const rank = rankingOf(many, readShippedModel());
  for (const { text } of development.slice(0, 50)) rank(text);
  const [took, worked]: [number[], number[]] = [[], []];
  for (const { text } of development) {
    const [begun, before] = [performance.now(), process.cpuUsage().user];
    rank(text);
    took.push(performance.now() - begun);
    worked.push((process.cpuUsage().user - before) / 1000);
  }
  for (const list of [took, worked]) list.sort((one, other) => one - other);
  const at = (share: number, of: readonly number[]): number => Math.round((of[Math.floor(of.length * share)] as number) * 10) / 10;
  return {
    seconds: Math.round(took.reduce((sum, one) => sum + one, 0)) / 1000,
    details: {
      passages: many.passages.length,
      p50Milliseconds: at(0.5, took),
      p95Milliseconds: at(0.95, took),
      p50ProcessorMilliseconds: at(0.5, worked),
      p95ProcessorMilliseconds: at(0.95, worked),
      indexBytes: writeTable(many, "").length,
    },
  };
}

/** Every eleventh character moves to another of the text, by round. */
function changed(text: string, round: number): string {
  const characters = Array.from(text);
  for (let at = round % 11; at < characters.length; at += 11) characters[at] = characters[(at * 7 + round) % characters.length] as string;
  return characters.join("");
}

/** SQLite's own search over the same texts: pieces of three characters, or pairs as words. */
function fts5(kind: "trigram" | "pairs"): { seconds: number; details: Details } {
  const { table, texts } = readLawMaterial(`${DATA}laws`);
  const { questions: development } = readQuestions(table, texts, splitQuestions(readLabelled(QUESTIONS)).development);
  const database = new DatabaseSync(":memory:");
  database.exec(`CREATE VIRTUAL TABLE t USING fts5(body, content='', tokenize='${kind === "trigram" ? "trigram" : "unicode61"}')`);
  const words = (text: string): string => [...countTerms(foldText(text)).keys()].filter(isPair).map(termText).join(" ");
  const insert = database.prepare("INSERT INTO t(rowid, body) VALUES (?, ?)");
  const begunIndex = performance.now();
  database.exec("BEGIN");
  for (const [at, { heading }] of table.passages.entries()) {
    const text = `${table.headings[heading]}\n${texts[at]}`;
    insert.run(at + 1, kind === "trigram" ? text : pairsInOrder(text));
  }
  database.exec("COMMIT");
  const indexed = seconds(begunIndex);
  const select = database.prepare("SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 200");
  const took: number[] = [];
  const rank: Ranking = (question) => {
    const terms = kind === "trigram" ? trigrams(question) : words(question).split(" ");
    const asked = terms
      .filter((term) => term !== "")
      .map((term) => `"${term}"`)
      .join(" OR ");
    if (asked === "") return [];
    const begun = performance.now();
    const rows = select.all(asked);
    took.push(performance.now() - begun);
    return rows.map(({ rowid }) => Number(rowid) - 1);
  };
  const { ndcgAt10, recallAt100, questions } = judge(table, development, rank);
  took.sort((one, other) => one - other);
  const pages = database.prepare("SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size").get() as {
    bytes: number;
  };
  database.close();
  return {
    seconds: Math.round(took.reduce((sum, one) => sum + one, 0)) / 1000,
    details: {
      questions,
      ndcgAt10,
      recallAt100,
      indexSeconds: indexed,
      p95Milliseconds: Math.round((took[Math.floor(took.length * 0.95)] as number) * 10) / 10,
      indexBytes: pages.bytes,
    },
  };
}

function trigrams(text: string): string[] {
  const folded = foldText(text).replaceAll(/[^\p{Script=Han}a-z0-9]/gu, " ");
  return [
    ...new Set(folded.split(/\s+/).flatMap((run) => Array.from({ length: Math.max(0, run.length - 2) }, (_, at) => run.slice(at, at + 3)))),
  ];
}

function pairsInOrder(text: string): string {
  const folded = foldText(text).replaceAll(/[^\p{Script=Han}a-z0-9]/gu, " ");
  return folded
    .split(/\s+/)
    .flatMap((run) =>
      /^\p{Script=Han}/u.test(run) ? Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2)) : [run],
    )
    .join(" ");
}
