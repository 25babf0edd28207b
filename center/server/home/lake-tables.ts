import type { ClosurePort } from "@yuejian/contracts";
import { LakeTables, type PersonsQueries, PostgresQueries, QueryRunners } from "@yuejian/data";
import type { HomePaths } from "./layout.ts";

/** The settings of a lake that outgrew one machine, for every process that opens the home; see docs/scale.md. */
export interface LakeSettings {
  readonly url: string;
  readonly citus: "auto" | "on" | "off";
  readonly workMem: string | null;
  readonly tempFileLimit: string | null;
  readonly connections: number | null;
}

/** Null where the lake is read from its files. `url`: instead of LAKE_URL. */
export function readLakeSettings(environment: NodeJS.ProcessEnv, url?: string): LakeSettings | null {
  const address = url ?? environment["LAKE_URL"] ?? "";
  if (address === "") return null;
  const citus = environment["LAKE_CITUS"];
  return {
    url: address,
    citus: citus === "on" || citus === "off" ? citus : "auto",
    workMem: environment["LAKE_WORK_MEM"] ?? null,
    tempFileLimit: environment["LAKE_TEMP_FILE_LIMIT"] ?? null,
    connections: Number(environment["LAKE_CONNECTIONS"]) || null,
  };
}

export function openLakeTables(
  settings: LakeSettings,
  { paths, home, memoryLimit }: { paths: HomePaths; home: string; memoryLimit?: string | undefined },
): LakeTables {
  const { url, citus, workMem, tempFileLimit, connections } = settings;
  return new LakeTables({
    url,
    home,
    citus,
    lakeFolder: paths.lake,
    scratchFolder: paths.scratch,
    ...(workMem === null ? {} : { workMem }),
    ...(tempFileLimit === null ? {} : { tempFileLimit }),
    ...(connections === null ? {} : { connections }),
    ...(memoryLimit === undefined ? {} : { memoryLimit }),
  });
}

/** People's queries run where sessions of the lake read: on its PostgreSQL, or on DuckDB over the files. */
export function openQueries(
  settings: LakeSettings | null,
  { paths, closures }: { paths: HomePaths; closures: ClosurePort },
): PersonsQueries {
  if (settings === null) return new QueryRunners({ lake: { folder: paths.lake, scratchFolder: paths.scratch }, closures });
  const { url, workMem, tempFileLimit } = settings;
  return new PostgresQueries({ url, closures, ground: { workMem: workMem ?? undefined, tempFileLimit: tempFileLimit ?? undefined } });
}
