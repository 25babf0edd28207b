import { YuejianError } from "@yuejian/contracts";

const LIMIT = 1000;

/** How many milliseconds the ledger gathers entries before it writes them: from YUEJIAN_GROUP_DELAY, 0 when that is not set. REQUEST_INVALID for anything
 *  but a whole number up to a second: every acknowledgement waits that long. */
export function readGroupDelay(text: string | undefined): number {
  if (text === undefined || text === "") return 0;
  const delay = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (delay <= LIMIT) return delay;
  throw new YuejianError("REQUEST_INVALID", {
    where: "YUEJIAN_GROUP_DELAY",
    reason: `${text} is not a number of milliseconds up to ${LIMIT}`,
  });
}
