import type { MerkleLog } from "@yuejian/chain/log";
import { openSmLog, type SmLog } from "@yuejian/chain/sm";
import { YuejianError } from "@yuejian/contracts";
import type { SmLedgerState } from "@yuejian/contracts/api";

/** The home's SM log. Its faults are told and never hold the ledger up: it is a second proof of the same entries. */
export interface SmSuite {
  /** Null when it could not be opened. */
  readonly log: SmLog | null;
  readonly state: SmLedgerState;
  /** LOG_CORRUPT, LOG_ROLLED_BACK or LOG_STOPPED when there is none, with the reason. */
  requireLog(): SmLog;
  close(): Promise<void>;
}

interface SmSuiteOptions {
  readonly ledgerFolder: string;
  readonly ledger: MerkleLog;
  readonly makeSeed: () => Uint8Array;
  readonly onTrouble: (text: string) => void;
}

export function openSmSuite({ ledger, onTrouble, ...options }: SmSuiteOptions): SmSuite {
  const opened = attempt(() => openSmLog({ ...options, ledger, onTrouble: (text) => onTrouble(text) }));
  const log = opened instanceof YuejianError ? null : opened;
  if (opened instanceof YuejianError) onTrouble(`the SM log was not opened: ${opened.message}`);
  const fault = () => (opened instanceof YuejianError ? opened : opened.state.fault);
  return {
    log,
    get state() {
      const { size, behind } = log?.state ?? { size: 0, behind: ledger.size };
      return {
        origin: log?.origin ?? null,
        verifierKey: log?.verifierKey ?? null,
        checkpoint: log?.published.note ?? null,
        size,
        behind,
        fault: textsOf(fault()),
      };
    },
    requireLog() {
      const stopped = fault();
      if (log === null || stopped !== null) throw stopped ?? new YuejianError("LOG_STOPPED", { reason: "closed" });
      return log;
    },
    async close() {
      await log?.close();
    },
  };
}

function textsOf(fault: YuejianError | null): SmLedgerState["fault"] {
  return fault === null ? null : { zh: fault.textFor("zh"), en: fault.textFor("en") };
}

function attempt(open: () => SmLog): SmLog | YuejianError {
  try {
    return open();
  } catch (error) {
    if (error instanceof YuejianError) return error;
    throw error;
  }
}
