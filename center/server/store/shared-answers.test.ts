import { expect, it } from "vitest";
import { describeOnBothStores } from "../testing/stores.ts";
import { openStore, type Store, sharedAnswers } from "./index.ts";

describeOnBothStores("answers that are shared while the data stand", (place) => {
  const setting = (store: Store, name: string) => store.write((trx) => trx.insertInto("settings").values({ name, value: "1" }).execute());

  it("are worked out once, and again after any commit, of another process too, but not after a change that was taken back", async () => {
    const url = await place.emptyUrl();
    const [store, other] = [await openStore(url), await openStore(url)];
    const shared = sharedAnswers(store);
    let worked = 0;
    const names = () =>
      shared(["names", "all"], async () => {
        worked += 1;
        return (await store.db.selectFrom("settings").select("name").orderBy("name").execute()).map(({ name }) => name);
      });
    const [first, second] = await Promise.all([names(), names()]);
    expect([second, worked]).toEqual([first, 1]);
    await setting(store, "a");
    expect([await names(), worked]).toEqual([[...first, "a"], 2]);
    await setting(other, "b");
    expect([await names(), await names(), worked]).toEqual([[...first, "a", "b"], [...first, "a", "b"], 3]);
    await expect(
      store.write(async (trx) => {
        await trx.deleteFrom("settings").execute();
        throw new Error("taken back");
      }),
    ).rejects.toThrow("taken back");
    expect(await names()).toEqual([...first, "a", "b"]);
    await other.close();
    await store.close();
  });

  it("are kept apart by their keys, and a failure is not kept", async () => {
    const store = await openStore(await place.emptyUrl());
    const shared = sharedAnswers(store);
    const of = (office: string) => shared(["leads", { offices: [office] }], () => Promise.resolve(office));
    expect([await of("huarong"), await of("miluo"), await of("huarong")]).toEqual(["huarong", "miluo", "huarong"]);
    let tries = 0;
    const failing = () =>
      shared(["failing"], () => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error("once")) : Promise.resolve(tries);
      });
    await expect(failing()).rejects.toThrow("once");
    expect(await failing()).toBe(2);
    await store.close();
  });
});
