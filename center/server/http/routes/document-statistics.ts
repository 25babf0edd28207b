import { YuejianError } from "@yuejian/contracts";
import { DocumentEffectQuery, DocumentEffectShape, DocumentStatisticsQuery, DocumentStatisticsShape } from "@yuejian/contracts/api";
import {
  documentEffect,
  documentEffectDoubts,
  documentEffectSentence,
  errorStatistics,
  LEAST_PEOPLE,
} from "../../document-checks/index.ts";
import { readPilot } from "../../pilots/index.ts";
import { notAllowed } from "../../policy/index.ts";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";
import { todayOf } from "../views/cases.ts";
import { kindName } from "../views/document-checks.ts";
import { effectMembers } from "../views/effect.ts";

/** Figures of the document assistant: of offices, kinds and months, never of a person; what it changed, or why that cannot be said. */
export function documentStatisticsRoutes(app: App, { services }: RouteContext): void {
  const { store, policy, clock, offices } = services;
  /** The last twelve months. */
  const monthsOf = ({ from, to }: { from?: string; to?: string }) => {
    const today = todayOf(clock);
    return { from: from ?? `${Number(today.slice(0, 4)) - 1}-${today.slice(5, 7)}`, to: to ?? today.slice(0, 7) };
  };

  app.get(
    "/api/documents/statistics",
    {
      config: { admission: "document.statistics" },
      schema: { querystring: DocumentStatisticsQuery, response: { 200: DocumentStatisticsShape } },
    },
    async ({ caller: { actor }, query: { office, ...asked } }) => {
      if (office !== undefined && !(offices.some(({ id }) => id === office) && policy.covers(actor, { office })))
        throw new YuejianError("OFFICE_UNKNOWN", { office });
      const months = monthsOf(asked);
      const {
        cells,
        totals,
        months: byMonth,
        kinds,
        withheld,
      } = await errorStatistics(store.db, {
        offices: office === undefined ? policy.scope(actor).offices : [office],
        ...months,
      });
      return {
        office: office ?? null,
        ...months,
        cells: cells.map((cell) => ({ ...cell, kindName: kindName(cell.kind) })),
        totals: [...totals],
        months: [...byMonth],
        kinds: kinds.map((each) => ({ ...each, kindName: kindName(each.kind) })),
        withheld,
        leastPeople: LEAST_PEOPLE,
      };
    },
  );

  app.get(
    "/api/documents/effect",
    {
      config: { admission: "document.statistics" },
      schema: { querystring: DocumentEffectQuery, response: { 200: DocumentEffectShape } },
    },
    async ({ caller: { actor }, query }) => {
      if (policy.scope(actor).offices !== "all") throw notAllowed("document.statistics");
      const pilot = await readPilot(store.db, query.pilot);
      const found = await documentEffect(store.db, pilot, todayOf(clock));
      const { said, course } = found;
      return {
        pilot: pilot.id,
        title: pilot.title,
        startsOn: pilot.starts_on,
        sentence: documentEffectSentence(found),
        doubts: documentEffectDoubts(found),
        result: "code" in said ? null : effectMembers(said),
        course: [...course],
      };
    },
  );
}
