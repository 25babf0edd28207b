import swagger from "@fastify/swagger";
import { ErrorShape } from "@yuejian/contracts/api";
import { Type } from "typebox";
import type { App } from "./app-types.ts";

/** OpenAPI 3.1 from the schemas of the routes, at /api/openapi.json. */
export async function registerOpenApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Yuejian 岳检",
        version: "0.1.0",
        description: "Every error is answered as code, kind, parameters and a text in Chinese and English.",
      },
      components: {
        securitySchemes: { session: { type: "apiKey", in: "cookie", name: "yuejian" } },
        schemas: { Error: ErrorShape },
      },
      security: [{ session: [] }],
    },
    transform: ({ schema, url, route }) => ({
      url,
      schema: {
        ...schema,
        tags: [url.split("/")[2] ?? "api"],
        ...(route.config?.admission === "open" ? { security: [] } : {}),
        ...(route.config?.admission
          ? { description: `Admission: ${route.config.admission}${route.config.localOnly ? ", callers on this machine only" : ""}` }
          : {}),
      },
    }),
  });
  app.get("/api/openapi.json", { config: { admission: "open" }, schema: { response: { 200: Type.Unknown() } } }, () => app.swagger());
}
