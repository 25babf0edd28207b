import { readdirSync } from "node:fs";
import path from "node:path";
import { rowRef, silentProgress } from "@yuejian/contracts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Home, openHome } from "../home/index.ts";
import type { JobContext } from "../jobs/index.ts";
import { keptThreads } from "../jobs/testing/kept-threads.ts";
import type { Store } from "../store/index.ts";
import { writeJudgments } from "../testing/city.ts";
import { temporaryFolders } from "../testing/stores.ts";
import type { Workplace } from "../work/index.ts";
import { applyDeletion } from "./apply.ts";
import { orderDeletion, readRun } from "./index.ts";

const operator = { id: "usr_operator", office: "yueyang" };
const basis = { law: "个人信息保护法", article: "第四十七条", text: "应当删除" };
const folders = temporaryFolders();

let home: Home;
let batch: string;

beforeAll(async () => {
  const folder = await folders();
  home = await openHome(path.join(folder, "home"), { workers: 1, threads: 1, jobThreads: keptThreads, log: () => {} });
  const { file } = await writeJudgments(folder, { name: "a.csv", rows: 24 });
  await home.jobs.wait((await home.work.intake({ path: file, dataset: "judgments", actor: operator })).id);
  // What is made of a batch behind its intake: a deletion has more to take away once it is there.
  const behind = await home.jobs.list({ statuses: ["queued", "running"], offset: 0, limit: 100 });
  for (const { id } of behind.items) await home.jobs.wait(id);
  ({ id: batch } = await home.store.db.selectFrom("batches").select("id").executeTakeFirstOrThrow());
});
afterAll(() => home.close());

const rows = async (): Promise<number[]> => {
  const schema = home.schemas.get("judgments");
  if (!schema) throw new Error("no schema");
  const session = await home.lake.session({ id: "", takenAt: "", batches: { judgments: [batch] } }, [schema]);
  try {
    return (await session.rows({ dataset: "judgments", offset: 0, limit: 100 })).items.map(({ row }) => row);
  } finally {
    session.close();
  }
};

class Killed extends Error {}

/** The store of a process that is killed at one of its writes: before it, or when it is durable and nobody knows. */
function dyingStore(store: Store, at: number, isDurable: boolean): Store {
  let writes = 0;
  const write: Store["write"] = async (work) => {
    writes += 1;
    if (writes < at) return store.write(work);
    if (isDurable && writes === at) await store.write(work);
    throw new Killed();
  };
  return Object.assign(Object.create(store) as Store, { db: store.db, engine: store.engine, scrub: () => store.scrub(), write });
}

it("killed at any of its writes, a deletion is wholly there or not at all, and the next attempt finishes it", async () => {
  const context = (store: Store): JobContext<Workplace> => ({
    home: { ...home, store } as unknown as Workplace,
    job: { id: "job", kind: "delete-records", input: {}, actor: operator.id, office: operator.office, attempt: 1, leaseOwner: "" },
    progress: silentProgress,
    fence: async () => {},
  });
  let left = await rows();
  let killed = 0;
  for (let at = 1; ; at++) {
    let isOver = false;
    for (const isDurable of [false, true]) {
      const going = left[0];
      if (going === undefined) throw new Error("too few rows for so many writes");
      const request = { refs: [rowRef(batch, going)], basis, reason: "申请", withFile: false };
      const { run, job } = await orderDeletion({ ...home, work: unworked() }, { rule: null, request, actor: operator });
      expect(job.status).toBe("queued");
      const row = await readRun(home.store.db, run);
      const outcome = await applyDeletion(row, context(dyingStore(home.store, at, isDurable))).catch((cause: unknown) => cause);
      if (outcome instanceof Killed) {
        killed += 1;
        expect([left, left.slice(1)]).toContainEqual(await rows());
        expect((await applyDeletion(row, context(home.store))).deleted).toBe(1);
      } else isOver = true;
      left = left.slice(1);
      expect(await rows()).toEqual(left);
      await home.store.write((trx) => trx.updateTable("jobs").set({ status: "done" }).where("id", "=", job.id).execute());
    }
    const files = readdirSync(path.join(home.paths.lake, "judgments")).filter((name) => /^bat_[^.]+(?:\.\d+)?\.parquet$/.test(name));
    expect(files).toHaveLength(1);
    if (isOver) break;
  }
  expect(killed).toBeGreaterThan(8);
  expect(await home.doctor()).toMatchObject({ ok: true, problems: [] });
});

/** The queue with a job that nobody begins. */
function unworked(): Pick<Home["work"], "deleteRecords"> {
  const { jobs } = home;
  return {
    deleteRecords: (input, trx) =>
      jobs.add(
        {
          kind: "delete-records",
          title: { zh: "删除", en: "Delete" },
          input: { run: input.run },
          actor: operator.id,
          office: operator.office,
          runAfter: "2999-01-01T00:00:00.000Z",
        },
        trx,
      ),
  };
}
