import { randomBytes } from "node:crypto";
import { batchCatalogueContract } from "@yuejian/data/testing";
import { createOutbox } from "../outbox/index.ts";
import { openStore } from "../store/index.ts";
import { describeOnBothStores } from "../testing/stores.ts";
import { createBatchCatalogue } from "./index.ts";

const clock = { now: () => Date.UTC(2026, 10, 23) };

describeOnBothStores("batch catalogue", (place) => {
  batchCatalogueContract(place.engine, async () => {
    const store = await openStore(await place.emptyUrl());
    const outbox = createOutbox({ clock, randomBytes });
    return { catalogue: createBatchCatalogue({ store, outbox, clock, actor: "usr_1" }), close: () => store.close() };
  });
});
