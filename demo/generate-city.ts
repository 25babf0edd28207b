import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { isRealDate } from "@yuejian/identifiers";
import { City } from "./city.ts";
import { dayFromIso } from "./days.ts";
import { BARRED_DIRECTORS } from "./families/barred-directors.ts";
import { DEAD_PENSIONERS } from "./families/dead-pensioners.ts";
import { plantFamilies } from "./families/family.ts";
import { HIDDEN_ACCIDENTS } from "./families/hidden-accidents.ts";
import { LATE_REPORTING } from "./families/late-reporting.ts";
import { PRISONERS_PENSIONS } from "./families/prisoners-pensions/families.ts";
import { PROFESSIONAL_LENDERS } from "./families/professional-lenders.ts";
import { RECIDIVISTS } from "./families/recidivists.ts";
import { SCHOOL_BANS } from "./families/school-bans.ts";
import { SHELL_COMPANIES } from "./families/shell-companies.ts";
import { WRONG_FINES } from "./families/wrong-fines.ts";
import { writePopulation } from "./population.ts";
import type { SourceFileForm } from "./source-files.ts";

/** Families of planted cases by model number, in the order in which they are written. */
export const FAMILIES = [
  [1, PRISONERS_PENSIONS],
  [21, WRONG_FINES],
  [3, DEAD_PENSIONERS],
  [14, BARRED_DIRECTORS],
  [16, LATE_REPORTING],
  [22, RECIDIVISTS],
  [9, PROFESSIONAL_LENDERS],
  [13, SHELL_COMPANIES],
  [35, SCHOOL_BANS],
  [36, HIDDEN_ACCIDENTS],
] as const;

/** The day on which the city is looked at, unless the caller says another. */
export const DEFAULT_AS_OF = "2026-11-01";

export interface CityOptions {
  /** About how many records all files hold together; at least 2,000. Every city has every family, which takes some 1,900 beyond them in a small one. */
  readonly records: number;
  /** Whole number; the same seed, size and day give the same bytes. */
  readonly seed: number;
  /** Folder for the files; made if it is not there. Files of the same names are overwritten. */
  readonly folder: string;
  /** Reference day, YYYY-MM-DD. */
  readonly asOf?: string;
  readonly onProgress?: (written: number, total: number) => void;
}

export interface CityFile {
  readonly name: string;
  readonly path: string;
  readonly dataset: string;
  readonly office: string;
  readonly encoding: SourceFileForm["encoding"];
  /** Records in the file, header not counted, and those of them that intake must quarantine. */
  readonly records: number;
  readonly faulty: number;
  readonly bytes: number;
}

export interface CityManifest {
  readonly seed: number;
  readonly asOf: string;
  readonly records: number;
  /** In the order in which they are to be loaded. */
  readonly files: readonly CityFile[];
  /** Path of the labelled truth, for tests and benchmarks only. */
  readonly truthPath: string;
}

/** Writes a synthetic city: source files as its authorities deliver them, and `truth.json` beside them. */
export async function generateCity(options: CityOptions): Promise<CityManifest> {
  const { records, seed, folder, asOf = DEFAULT_AS_OF } = options;
  if (!Number.isSafeInteger(records) || records < 2_000) throw new YuejianError("USAGE", { reason: "records: a whole number from 2000" });
  if (!Number.isSafeInteger(seed) || seed < 0) throw new YuejianError("USAGE", { reason: "seed: a whole number from 0" });
  if (!isRealDate(asOf)) throw new YuejianError("USAGE", { reason: "asOf: a date YYYY-MM-DD" });
  await mkdir(folder, { recursive: true });
  const city = new City({ seed, asOf: dayFromIso(asOf), size: records, folder });
  for (const [model, families] of FAMILIES) plantFamilies(city, model, families);
  city.familiesAreComplete();
  await writePopulation(city, async () => {
    await city.flush();
    options.onProgress?.(city.rows, records);
  });
  const writers = await city.close();
  const truth = city.truth();
  const truthPath = join(folder, "truth.json");
  await writeFile(truthPath, `${JSON.stringify(truth, null, 1)}\n`);
  const files: CityFile[] = [];
  for (const { form, rows, errors } of writers) {
    const path = join(folder, form.name);
    const { size } = await stat(path);
    files.push({
      name: form.name,
      path,
      dataset: form.dataset,
      office: form.office,
      encoding: form.encoding,
      records: rows,
      faulty: errors.length,
      bytes: size,
    });
  }
  return { seed, asOf, records: city.rows, files, truthPath };
}
