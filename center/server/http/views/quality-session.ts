import type { LakeSession } from "@yuejian/data";
import { type DatasetRule, datasetsBehind } from "../../quality/index.ts";
import type { Caller } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { type LoadedDataset, readableDatasets } from "./datasets.ts";

/** Calls back with a session over the rows of the dataset that the caller may see and, where a rule looks into other datasets that the caller may
 *  read, all rows of these: a key is not missing because it belongs to another office. The session is lent. */
export async function useForRules<T>(
  { home, services: { policy, store }, sessions }: Pick<RouteContext, "home" | "services" | "sessions">,
  of: { readonly caller: Caller; readonly dataset: LoadedDataset; readonly rules: readonly DatasetRule[] },
  read: (session: LakeSession) => Promise<T>,
): Promise<T> {
  const { schema, batches } = of.dataset;
  const { actor } = of.caller;
  const { offices } = policy.scope(actor);
  const wanted = datasetsBehind(of.rules).filter((id) => id !== schema.id);
  if (wanted.length === 0) return sessions.use(schema, batches, offices, read);
  const behind = (await readableDatasets(store.db, policy, actor)).filter((each) => wanted.includes(each.schema.id));
  const visible = offices === "all" || schema.officeColumn ? batches : batches.filter(({ office }) => offices.includes(office));
  const snapshot = Object.fromEntries(
    [{ schema, batches: visible }, ...behind].map((each) => [each.schema.id, each.batches.map(({ id }) => id)]),
  );
  const session = await home.lake.session({ id: "", takenAt: "", batches: snapshot }, [schema, ...behind.map((each) => each.schema)], {
    access: offices === "all" ? {} : { [schema.id]: { offices } },
  });
  try {
    return await read(session);
  } finally {
    session.close();
  }
}
