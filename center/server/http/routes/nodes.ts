import { YuejianError } from "@yuejian/contracts";
import { EvidenceListShape, exact, NodePeriodsQuery, NodePeriodsShape, NodesShape } from "@yuejian/contracts/api";
import { Type } from "typebox";
import type { App } from "../app-types.ts";
import type { RouteContext } from "../route-context.ts";

const NodeParams = exact({ node: Type.String({ minLength: 1, maxLength: 200 }) });
const EvidenceParams = exact({ evidence: Type.String({ pattern: "^[0-9a-f]{64}$" }) });

/** Health of the cosigners' nodes, and the evidence found. */
export function nodeRoutes(app: App, { home, cosigning, nodeRecords }: RouteContext): void {
  app.get("/api/ledger/nodes", { config: { admission: "ledger.read" }, schema: { response: { 200: NodesShape } } }, () => {
    const { policy, nodes } = cosigning();
    return { hasPolicy: policy !== null, size: home.ledger.published.size, nodes: [...nodes] };
  });

  app.get(
    "/api/ledger/nodes/:node/periods",
    {
      config: { admission: "ledger.read" },
      schema: { params: NodeParams, querystring: NodePeriodsQuery, response: { 200: NodePeriodsShape } },
    },
    async ({ params: { node }, query: { offset = 0, limit = 50 } }) => ({
      ...(await nodeRecords.periods(node, { offset, limit })),
      offset,
      limit,
    }),
  );

  app.get("/api/ledger/evidence", { config: { admission: "ledger.read" }, schema: { response: { 200: EvidenceListShape } } }, async () => ({
    items: await nodeRecords.evidence(),
  }));

  app.get(
    "/api/ledger/evidence/:evidence",
    { config: { admission: "ledger.read" }, schema: { params: EvidenceParams, response: { 200: Type.Unknown() } } },
    async ({ params: { evidence } }, reply) => {
      const document = nodeRecords.document(evidence);
      if (document === null) throw new YuejianError("EVIDENCE_UNKNOWN", { evidence });
      return reply
        .type("application/json; charset=utf-8")
        .header("content-disposition", `attachment; filename="evidence-${evidence.slice(0, 16)}.json"`)
        .send(Buffer.from(document, "utf8"));
    },
  );
}
