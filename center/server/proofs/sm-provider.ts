import { buildSmSupplement, type SmLog } from "@yuejian/chain/sm";
import type { SupplementProvider } from "./supplements.ts";

/** Supplements of the SM log. None while that log is being built or has stopped: the proof itself needs none. */
export function smProvider(log: SmLog | null): SupplementProvider {
  return {
    kind: "sm",
    async supplementsFor({ entries }) {
      if (log === null || log.state.fault !== null) return [];
      const indexes = entries.map(({ index }) => index);
      // A log that stops meanwhile says so itself (doctor, fsck), and gives nothing.
      const supplement = await log
        .proofSource()
        .then((source) => buildSmSupplement(source, indexes))
        .catch(() => null);
      return supplement === null ? [] : [supplement];
    },
  };
}
