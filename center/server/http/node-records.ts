import { join } from "node:path";
import { nodeDisk } from "@yuejian/chain/log";
import { EvidenceFolder } from "@yuejian/chain/node";
import { type ChainAlerts, createNodeRecords, type NodeRecords, type RecordsOptions } from "../cosigning/index.ts";
import { type Home, headOffice } from "../home/index.ts";

/** What a home keeps about its cosigners. */
export function nodeRecordsOf(home: Home, audit: RecordsOptions["audit"], alerts: ChainAlerts): NodeRecords {
  const { store, outbox, clock, offices, paths } = home;
  const folder = new EvidenceFolder(nodeDisk, join(paths.ledger, "evidence"));
  return createNodeRecords({ store, outbox, audit, clock, organisation: headOffice(offices).id, folder, alerts });
}
