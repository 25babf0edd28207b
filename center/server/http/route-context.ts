import type { ChainAlerts, CosigningState, NodeRecords } from "../cosigning/index.ts";
import type { Home } from "../home/index.ts";
import type { Services } from "./services.ts";
import type { LakeSessions } from "./views/lake-sessions.ts";

export interface RouteContext {
  readonly home: Home;
  readonly services: Services;
  readonly sessions: LakeSessions;
  readonly uploadLimit: number;
  /** Bytes of one attachment of a lead. */
  readonly attachmentLimit: number;
  readonly intakeFolders: readonly string[] | null;
  readonly cosigning: () => CosigningState;
  readonly nodeRecords: NodeRecords;
  readonly alerts: ChainAlerts;
}
