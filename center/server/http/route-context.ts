import type { ChainAlerts, CosigningState, NodeRecords } from "../cosigning/index.ts";
import type { Home } from "../home/index.ts";
import type { Services } from "./services.ts";
import type { LakeSessions } from "./views/lake-sessions.ts";

/** What one reply link takes. */
export interface PortalLimits {
  readonly fileBytes: number;
  readonly files: number;
  readonly totalBytes: number;
}

export interface RouteContext {
  readonly home: Home;
  readonly services: Services;
  readonly sessions: LakeSessions;
  readonly uploadLimit: number;
  /** Bytes of one attachment of a lead. */
  readonly attachmentLimit: number;
  readonly portalLimits: PortalLimits;
  readonly intakeFolders: readonly string[] | null;
  readonly cosigning: () => CosigningState;
  readonly nodeRecords: NodeRecords;
  readonly alerts: ChainAlerts;
}
