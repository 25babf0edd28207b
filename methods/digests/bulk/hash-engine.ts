import { type CompiledModule, compileWat, instantiate } from "../compile-wat.ts";
import { ROUND_CONSTANTS } from "../sha256-constants.ts";
import { entriesText } from "./wat-entries.ts";
import { messagesText } from "./wat-messages.ts";
import { recordsText } from "./wat-records.ts";
import { MEMORY, roundsText } from "./wat-rounds.ts";

const PAGE_BYTES = 65_536;

/** The assembled module with its own memory; addresses are bytes in that memory. */
export interface HashEngine {
  /** Current view of the memory; a call of `reserve` makes older views stale. */
  readonly memory: Uint8Array;
  /** Makes the memory at least this large. */
  reserve(bytes: number): void;
  run(jobs: number, end: number): void;
  nodes(from: number, into: number, count: number): void;
  count(at: number, end: number): number;
  layout(place: LayoutPlace): LayoutResult;
  entries(place: EntriesPlace): void;
  leaves(place: EntriesPlace): void;
}

export interface EntriesPlace {
  readonly spans: number;
  readonly spansEnd: number;
  readonly shift: number;
  readonly keys: number;
  readonly leaves: number;
  readonly jobs: number;
  readonly arena: number;
}

export interface LayoutPlace {
  readonly input: number;
  readonly inputEnd: number;
  readonly maxRows: number;
  readonly columns: number;
  readonly columnsEnd: number;
  readonly alone: number;
  readonly overhead: number;
  readonly salts: number;
  readonly first: number;
  readonly second: number;
  readonly out: number;
  readonly arena: number;
  readonly arenaEnd: number;
}

export interface LayoutResult {
  readonly rows: number;
  readonly consumed: number;
  readonly status: number;
  readonly firstEnd: number;
  readonly secondEnd: number;
}

/** Compiling takes some ten milliseconds once; each engine after that is one instantiation. */
export async function createHashEngine(): Promise<HashEngine> {
  compiled ??= compile();
  const exports = (await instantiate(await compiled)) as EngineExports;
  let memory = new Uint8Array(exports.memory.buffer);
  const constants = new DataView(exports.memory.buffer);
  ROUND_CONSTANTS.forEach((constant, round) => {
    for (let lane = 0; lane < 4; lane++) constants.setUint32(MEMORY.constants + 16 * round + 4 * lane, constant, true);
  });
  return {
    get memory() {
      return memory;
    },
    reserve(bytes) {
      if (bytes <= memory.length) return;
      exports.memory.grow(Math.ceil((bytes - memory.length) / PAGE_BYTES));
      memory = new Uint8Array(exports.memory.buffer);
    },
    run(jobs, end) {
      exports.run(jobs, end);
    },
    nodes(from, into, count) {
      exports.nodes(from, into, count);
    },
    count: (at, end) => exports.count(at, end),
    entries({ spans, spansEnd, shift, keys, leaves, jobs, arena }) {
      exports.entries(spans, spansEnd, shift, keys, leaves, jobs, arena);
    },
    leaves({ spans, spansEnd, shift, keys, leaves, jobs, arena }) {
      exports.leaves(spans, spansEnd, shift, keys, leaves, jobs, arena);
    },
    layout(place) {
      exports.layout(
        place.input,
        place.inputEnd,
        place.maxRows,
        place.columns,
        place.columnsEnd,
        place.alone,
        place.overhead,
        place.salts,
        place.first,
        place.second,
        place.out,
        place.arena,
        place.arenaEnd,
      );
      return {
        rows: exports.rows.value,
        consumed: exports.consumed.value,
        status: exports.status.value,
        firstEnd: exports.first_end.value,
        secondEnd: exports.second_end.value,
      };
    },
  };
}

let compiled: Promise<CompiledModule> | undefined;

function compile(): Promise<CompiledModule> {
  const text = `(module (memory (export "memory") 1)\n${roundsText()}\n${messagesText()}\n${recordsText()}\n${entriesText()})`;
  return compileWat("bulk-sha256.wat", text);
}

interface Counter {
  readonly value: number;
}

interface EngineExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  run(jobs: number, end: number): void;
  nodes(from: number, into: number, count: number): void;
  count(at: number, end: number): number;
  layout(...numbers: readonly number[]): void;
  entries(...numbers: readonly number[]): void;
  leaves(...numbers: readonly number[]): void;
  readonly rows: Counter;
  readonly consumed: Counter;
  readonly status: Counter;
  readonly first_end: Counter;
  readonly second_end: Counter;
}
