import type { SourceKind } from "@yuejian/contracts";
import type { Connector } from "./connector.ts";
import { folderConnector } from "./folder.ts";
import { httpConnector } from "./http.ts";
import { mysqlConnector } from "./mysql.ts";
import { postgresConnector } from "./postgres.ts";

/** Every kind of source. Adding one: a file beside these, a line here and its settings in contracts/source. */
const CONNECTORS = {
  folder: folderConnector,
  postgres: postgresConnector,
  mysql: mysqlConnector,
  http: httpConnector,
} as const satisfies Record<SourceKind, Connector<never>>;

/** Settings are of the kind: the interface's shape and `check` have seen to it. */
export function connectorOf(kind: SourceKind): Connector {
  return CONNECTORS[kind];
}
