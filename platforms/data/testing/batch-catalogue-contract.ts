import type { Batch, BatchCatalogue, BatchCommit, DatasetSchema } from "@yuejian/contracts";
import { describe, expect, test } from "vitest";

const schema = (id: string): DatasetSchema => ({
  id,
  version: 1,
  title: { zh: "试", en: "Trial" },
  source: null,
  owner: { zh: "试", en: "Trial" },
  dataClass: "personal",
  isInternal: false,
  businessLines: ["civil"],
  columns: [{ name: "person_name", title: { zh: "姓名", en: "Name" }, type: "text", semantic: "person-name", dataClass: "personal" }],
});

const hex = (digit: string): string => digit.repeat(64);

function commitOf(id: string, dataset: string, more: Partial<Batch> = {}, newDataset: DatasetSchema | null = null): BatchCommit {
  const batch: Batch = {
    id: `bat_${id.padStart(26, "0")}`,
    dataset,
    schemaVersion: 1,
    file: { name: "a.csv", size: 3, sha256: hex("a"), sm3: hex("b"), format: "csv", encoding: "utf-8", delimiter: ",", sheet: null },
    office: "yueyang",
    createdAt: "2026-11-23T00:00:00.000Z",
    rowsAccepted: 2,
    rowsQuarantined: 1,
    recordRoot: hex("c"),
    parserVersion: "test/1",
    mapping: { person_name: "姓名" },
    retryOf: null,
    ...more,
  };
  return {
    batch,
    newDataset,
    quarantine: [{ code: "required-missing", column: "person_name", rows: 1 }],
    columnsDigest: hex("d"),
    keys: null,
    lakeFiles: [{ path: `${dataset}/${batch.id}.parquet`, size: 10, sha256: hex("e") }],
  };
}

/** What the data platform relies on, run against every catalogue there is. The catalogue comes empty: it knows no dataset. */
export function batchCatalogueContract(
  name: string,
  makeCatalogue: () => Promise<{ catalogue: BatchCatalogue; close: () => Promise<void> }>,
): void {
  const withCatalogue = async (work: (catalogue: BatchCatalogue) => Promise<void>): Promise<void> => {
    const { catalogue, close } = await makeCatalogue();
    try {
      await work(catalogue);
    } finally {
      await close();
    }
  };

  describe(`batch catalogue on ${name}`, () => {
    test("a dataset that comes with its first batch is there afterwards as it was given, and not before", async () => {
      await withCatalogue(async (catalogue) => {
        expect(await catalogue.dataset("trial-set")).toBeNull();
        const commit = commitOf("1", "trial-set", {}, schema("trial-set"));
        expect(await catalogue.commit(commit)).toEqual(commit.batch);
        expect(await catalogue.dataset("trial-set")).toEqual(schema("trial-set"));
        expect(await catalogue.batches("trial-set")).toEqual([commit.batch]);
        expect(await catalogue.batches("other-set")).toEqual([]);
      });
    });

    test("a batch is found by its content in its dataset alone, sheet and origin of a retry included", async () => {
      await withCatalogue(async (catalogue) => {
        const { batch } = commitOf("1", "trial-set");
        await catalogue.commit(commitOf("1", "trial-set", {}, schema("trial-set")));
        const content = { dataset: "trial-set", sha256: hex("a"), sheet: null, retryOf: null };
        expect(await catalogue.findByContent(content)).toEqual(batch);
        expect(await catalogue.findByContent({ ...content, sha256: hex("f") })).toBeNull();
        expect(await catalogue.findByContent({ ...content, sheet: "Sheet1" })).toBeNull();
        expect(await catalogue.findByContent({ ...content, retryOf: batch.id })).toBeNull();
        expect(await catalogue.findByContent({ ...content, dataset: "other-set" })).toBeNull();
      });
    });

    test("the same content committed again gives back the first batch and adds nothing", async () => {
      await withCatalogue(async (catalogue) => {
        const first = await catalogue.commit(commitOf("1", "trial-set", {}, schema("trial-set")));
        expect(await catalogue.commit(commitOf("2", "trial-set"))).toEqual(first);
        expect(await catalogue.commit(commitOf("3", "trial-set", {}, schema("trial-set")))).toEqual(first);
        expect(await catalogue.batches("trial-set")).toHaveLength(1);
      });
    });

    test("of two commits of the same content at once one is kept and both answers name it", async () => {
      await withCatalogue(async (catalogue) => {
        await catalogue.commit(commitOf("1", "trial-set", {}, schema("trial-set")));
        const more = { file: { ...commitOf("1", "trial-set").batch.file, sha256: hex("9") } };
        const [left, right] = await Promise.all([
          catalogue.commit(commitOf("2", "trial-set", more)),
          catalogue.commit(commitOf("3", "trial-set", more)),
        ]);
        expect(left.id).toBe(right.id);
        expect(await catalogue.batches("trial-set")).toHaveLength(2);
      });
    });

    test("another sheet, another content or a retry is a batch of its own", async () => {
      await withCatalogue(async (catalogue) => {
        const first = await catalogue.commit(commitOf("1", "trial-set", {}, schema("trial-set")));
        const { file } = first;
        await catalogue.commit(commitOf("2", "trial-set", { file: { ...file, sheet: "二" } }));
        await catalogue.commit(commitOf("3", "trial-set", { file: { ...file, sha256: hex("8") } }));
        await catalogue.commit(commitOf("4", "trial-set", { retryOf: first.id }));
        expect((await catalogue.batches("trial-set")).map(({ id }) => id.slice(-1)).sort()).toEqual(["1", "2", "3", "4"]);
      });
    });

    test("a new dataset under a known id is refused as DATASET_EXISTS, a batch for an unknown one as DATASET_UNKNOWN; neither leaves a batch", async () => {
      await withCatalogue(async (catalogue) => {
        const first = await catalogue.commit(commitOf("1", "trial-set", {}, schema("trial-set")));
        const other = { file: { ...first.file, sha256: hex("7") } };
        await expect(catalogue.commit(commitOf("2", "trial-set", other, schema("trial-set")))).rejects.toMatchObject({
          code: "DATASET_EXISTS",
        });
        await expect(catalogue.commit(commitOf("3", "never-made", other))).rejects.toMatchObject({ code: "DATASET_UNKNOWN" });
        expect(await catalogue.batches("trial-set")).toHaveLength(1);
        expect(await catalogue.batches("never-made")).toEqual([]);
      });
    });
  });
}
