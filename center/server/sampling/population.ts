import { YuejianError } from "@yuejian/contracts";

export interface SubjectReader {
  readonly select: (sql: string, values?: readonly string[]) => Promise<{ readonly rows: readonly (readonly unknown[])[] }>;
  /** A query with a column `subject`: everybody that the model looked at, repeats allowed. */
  readonly subjects: string;
}

export interface Draw {
  readonly population: number;
  readonly unflagged: number;
  readonly subjects: readonly string[];
}

/** Draws unflagged subjects in the order of SHA-256(seed and subject): whoever has the seed and the data draws the same ones. */
export async function drawSubjects(
  { select, subjects: everybody }: SubjectReader,
  { seed, size, flagged }: { readonly seed: string; readonly size: number; readonly flagged: ReadonlySet<string> },
): Promise<Draw> {
  const subjects = `(select distinct cast(subject as varchar) as subject from (${everybody}) as everybody where subject is not null) as subjects`;
  const { rows: counted } = await select(`select count(*) from ${subjects}`);
  const population = Number(counted[0]?.[0] ?? 0);
  const unflagged = Math.max(0, population - flagged.size);
  const wanted = Math.min(size, unflagged);
  for (let limit = wanted * 2 + 50; ; limit *= 4) {
    const { rows } = await select(`select subject from ${subjects} order by sha256(concat(?, subject)), subject limit ${limit}`, [seed]);
    const drawn = rows.map(([subject]) => String(subject)).filter((subject) => !flagged.has(subject));
    if (drawn.length >= wanted || rows.length >= population) return { population, unflagged, subjects: drawn.slice(0, wanted) };
    if (limit > 100 * Math.max(population, 1)) throw new YuejianError("UNEXPECTED", { reference: "the sample does not fill" });
  }
}
