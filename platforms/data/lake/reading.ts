import type { ClosurePort, Closures } from "@yuejian/contracts";
import type { BatchIndexes } from "../batch-index/batch-indexes.ts";
import type { ChangedKeys, WholeReason } from "../changes/changed-keys.ts";
import { type RowsChanged, rowsChanged } from "../changes/rows-changed.ts";
import type { ChosenRows } from "./chosen-rows.ts";
import { type CountingRows, countingRows } from "./counting-rows.ts";
import { KeptRows, type RowReading } from "./kept-rows.ts";
import { generationsOf } from "./manifest.ts";

export interface ReadingPorts extends Pick<RowReading, "manifestOf"> {
  readonly indexes: BatchIndexes;
  readonly closures: ClosurePort;
}

/** One reading through the indexes, for whoever asks of the same rows: one state of what is closed, each index looked up once, each row unpacked once. What is decided or written anew after it was opened
 *  it does not see; MUST NOT be kept beyond the work that it was opened for. */
export class LakeReading implements RowReading {
  readonly closures: Closures;
  readonly port: ClosurePort;
  readonly kept: KeptRows;
  readonly manifestOf: ReadingPorts["manifestOf"];

  private constructor(ports: ReadingPorts, closures: Closures) {
    this.closures = closures;
    this.kept = new KeptRows(ports.indexes.held());
    this.manifestOf = ports.manifestOf;
    const batches = new Map<string, ReturnType<ClosurePort["batchesOf"]>>();
    this.port = {
      ...ports.closures,
      read: async () => closures,
      batchesOf(dataset) {
        const found = batches.get(dataset) ?? ports.closures.batchesOf(dataset);
        batches.set(dataset, found);
        return found;
      },
    };
  }

  static async open(ports: ReadingPorts): Promise<LakeReading> {
    const closures = await ports.closures.read();
    ports.indexes.know(generationsOf(closures));
    return new LakeReading(ports, closures);
  }

  /** Which values of a rule's pivot new batches can change, and the rows to read for them. See `changedKeys`. */
  changed(asked: RowsChanged): Promise<ChangedKeys | WholeReason> {
    return rowsChanged(this, asked);
  }

  /** Those of a few rows that count, without a session. See `countingRows`. */
  counting(wanted: readonly ChosenRows[], lifted: Parameters<typeof countingRows>[2]): Promise<CountingRows | null> {
    return countingRows(this, wanted, lifted);
  }
}
