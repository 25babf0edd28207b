import type { ContextModel, ContextQuestion, PlaceReading } from "@yuejian/text";
import * as onnx from "onnxruntime-web/wasm";

onnx.env.wasm.numThreads = 1;

/** Numbers of characters begin here; before them: padding, unknown, hidden, edge of a line. */
const FIRST_CHARACTER = 4;
const [PADDING, UNKNOWN, EDGE] = [0n, 1n, 3n];
/** Characters of a piece of a line that is read at once. */
const LONGEST_PIECE = 118;
const BATCH = 8;

interface Piece {
  readonly question: number;
  readonly from: number;
  readonly to: number;
  /** Places of the question within the piece, by their number in it. */
  readonly places: readonly number[];
}

/** A model in ONNX beside its list of characters, one a line, that answers: `characters` (lines, length), `line`, `place` (places) and `candidates` (places, candidates), numbers as int64,
 *  to `candidate` (places, candidates), `best` (places) and `wrong` (lines, length), logarithms of probabilities. Runs on one thread without network. */
export async function onnxContextModel(bytes: Uint8Array, characters: readonly string[]): Promise<ContextModel> {
  const session = await onnx.InferenceSession.create(bytes, { executionProviders: ["wasm"] });
  const numbers = new Map(characters.map((character, at) => [character, BigInt(at + FIRST_CHARACTER)]));
  const numberOf = (character: string): bigint => numbers.get(character) ?? UNKNOWN;
  return {
    async read(questions) {
      const answers: PlaceReading[][] = questions.map(({ places }) => Array.from({ length: places.length }));
      const pieces = questions.flatMap(piecesOf).sort((one, other) => one.to - one.from - (other.to - other.from));
      for (let at = 0; at < pieces.length; at += BATCH)
        await readBatch(session, { questions, pieces: pieces.slice(at, at + BATCH), numberOf }, answers);
      return answers;
    },
  };
}

async function readBatch(
  session: onnx.InferenceSession,
  {
    questions,
    pieces,
    numberOf,
  }: {
    readonly questions: readonly ContextQuestion[];
    readonly pieces: readonly Piece[];
    readonly numberOf: (character: string) => bigint;
  },
  answers: readonly PlaceReading[][],
): Promise<void> {
  const length = 2 + Math.max(...pieces.map(({ from, to }) => to - from));
  const lines = new BigInt64Array(pieces.length * length).fill(PADDING);
  const asked = pieces.flatMap((piece, row) => {
    const { line, places } = questions[piece.question] as ContextQuestion;
    lines[row * length] = EDGE;
    for (let at = piece.from; at < piece.to; at += 1) lines[row * length + 1 + at - piece.from] = numberOf(line[at] as string);
    lines[row * length + 1 + piece.to - piece.from] = EDGE;
    return piece.places.map((place) => {
      const { at, candidates } = places[place] as ContextQuestion["places"][number];
      return { row, place, question: piece.question, at: 1 + at - piece.from, characters: [line[at] as string, ...candidates] };
    });
  });
  const width = Math.max(...asked.map(({ characters }) => characters.length));
  const candidates = new BigInt64Array(asked.length * width).fill(UNKNOWN);
  for (const [index, { characters }] of asked.entries())
    for (const [at, character] of characters.entries()) candidates[index * width + at] = numberOf(character);
  const numbers = (values: readonly number[]): onnx.Tensor => new onnx.Tensor("int64", BigInt64Array.from(values, BigInt), [values.length]);
  const told = await session.run({
    characters: new onnx.Tensor("int64", lines, [pieces.length, length]),
    line: numbers(asked.map(({ row }) => row)),
    place: numbers(asked.map(({ at }) => at)),
    candidates: new onnx.Tensor("int64", candidates, [asked.length, width]),
  });
  const values = (name: string): Float32Array => (told[name] as onnx.Tensor).data as Float32Array;
  const [candidate, best, wrong] = [values("candidate"), values("best"), values("wrong")];
  for (const [index, { row, place, question, at, characters }] of asked.entries())
    (answers[question] as PlaceReading[])[place] = {
      candidates: Array.from(candidate.subarray(index * width + 1, index * width + characters.length)),
      written: candidate[index * width] as number,
      best: best[index] as number,
      wrong: wrong[row * length + at] as number,
    };
}

/** Pieces of a long line that hold the places asked of, with what is around them. */
function piecesOf({ line, places }: ContextQuestion, question: number): Piece[] {
  const found: Piece[] = [];
  for (let from = 0; from < line.length; from += LONGEST_PIECE) {
    const inside = [...places.keys()].filter((each) => {
      const { at } = places[each] as ContextQuestion["places"][number];
      return at >= from && at < from + LONGEST_PIECE;
    });
    if (inside.length > 0) found.push({ question, from, to: Math.min(line.length, from + LONGEST_PIECE), places: inside });
  }
  return found;
}
