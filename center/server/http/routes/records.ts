import { exact, RecordShape } from "@yuejian/contracts/api";
import type { App } from "../app-types.ts";
import { openingFor } from "../opening.ts";
import type { RouteContext } from "../route-context.ts";
import { RECORD_REF, readableRecord } from "../views/readable-record.ts";
import { recordView } from "../views/records.ts";

const RecordPath = exact({ ref: RECORD_REF });

export function recordRoutes(app: App, context: RouteContext): void {
  const { services } = context;

  app.get(
    "/api/records/:ref",
    { config: { admission: "data.read" }, schema: { params: RecordPath, response: { 200: RecordShape } } },
    async (request) => {
      const opening = await openingFor(request, services);
      const { dataset, row } = await readableRecord(context, request.caller, request.params.ref, opening);
      const { view, opened } = recordView(dataset, row, opening);
      await opening?.note({ subject: view.ref, references: [view.ref], columns: opened });
      return view;
    },
  );
}
