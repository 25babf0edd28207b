import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { silentProgress } from "@yuejian/contracts";
import { generateFarmland } from "@yuejian/demo";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openHome } from "../home/index.ts";
import { detectSeriesFiles, runTiles, type SeriesTileTask, type SeriesWork, type TileRunner } from "../imagery/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import type { Workplace } from "../work/workplace.ts";
import { sharedTiles } from "./shared-tiles.ts";

const TILES = 6;
const taskOf = (index: number): SeriesTileTask => {
  const core = { column: 12 * index, row: 0, width: 12, height: 60 };
  return { tile: { index, core, window: core }, areas: {} };
};

describeOnBothStores("tiles of a series", (place) => {
  let home: Awaited<ReturnType<typeof openHome>>;
  let images = "";
  beforeAll(async () => {
    const folder = await place.emptyFolder();
    images = join(folder, "images");
    for (const { name, bytes } of generateFarmland({ seed: 3 }).files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes);
    }
    home = await openHome(await place.emptyFolder(), {
      workers: 1,
      threads: 1,
      jobThreads: keptThreads,
      log: () => {},
      ...(place.engine === "postgres" ? { databaseUrl: await place.emptyUrl() } : {}),
    });
  });
  afterAll(() => home.close());

  it("are jobs that any process takes; a further attempt takes the answers that are there, and all find what one machine finds", async () => {
    let work: SeriesWork | null = null;
    const stop = new Error("only the work is wanted");
    const runner: TileRunner = async (given) => {
      work = given as SeriesWork;
      throw stop;
    };
    await expect(detectSeriesFiles(images, {}, { wholeObservations: 0, runner })).rejects.toBe(stop);
    const leased = {
      id: "job_run",
      kind: "measure-farmland",
      input: {},
      actor: "system",
      office: "yueyang-county",
      attempt: 1,
      leaseOwner: "test",
    };
    const context = { home: home as unknown as Workplace, job: leased, progress: silentProgress, fence: async () => {} };
    const answersOf = async (by: TileRunner, most = Infinity) => {
      const found: unknown[] = [];
      const ending = new AbortController();
      const onFound = async (index: number, tile: unknown) => {
        found[index] = tile;
        if (Object.keys(found).length >= most) ending.abort(stop);
      };
      await by(work as unknown as SeriesWork, { tiles: TILES, taskOf, onFound, signal: ending.signal }).catch((cause: unknown) => {
        if (cause !== stop) throw cause;
      });
      return found;
    };
    const shares = () =>
      home.store.db.selectFrom("jobs").select(["id", "status"]).where("kind", "=", "watch-farmland-tiles").orderBy("id").execute();
    const alone = await answersOf(runTiles);
    expect(alone).toHaveLength(TILES);
    // The house's own worker takes shares while the first attempt works; it ends after some of the tiles.
    await answersOf(sharedTiles("fru_one", context), 4);
    let first = await shares();
    for (; first.some(({ status }) => status === "queued" || status === "running"); first = await shares()) await sleep(50);
    expect(first).toHaveLength(2);
    expect(await answersOf(sharedTiles("fru_one", context))).toEqual(alone);
    // What was done is not asked for again.
    expect(await shares()).toHaveLength(2 + first.filter(({ status }) => status !== "done").length);
    // Tiles that lie below one another share rows: they are one job.
    const before = (await shares()).length;
    const below = (index: number) => {
      const core = { column: 0, row: 20 * index, width: 12, height: 20 };
      return { tile: { index, core, window: core }, areas: {} };
    };
    const given = { tiles: TILES, taskOf: below, onFound: async () => {}, signal: AbortSignal.abort(stop) };
    await expect(sharedTiles("fru_column", context)(work as unknown as SeriesWork, given)).rejects.toBe(stop);
    expect(await shares()).toHaveLength(before + 1);
  }, 120_000);
});
