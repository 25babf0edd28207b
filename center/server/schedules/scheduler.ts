import type { Schedules } from "./schedules.ts";

const LOOK_EVERY_MS = 1_000;

export interface Scheduler {
  /** Ends the looking once a look that is going on has ended. */
  stop(): Promise<void>;
}

/** Looks for what is due as long as the house is open for people; a command that opens the home for a moment starts nothing. */
export function startScheduler(
  schedules: Pick<Schedules, "enqueueDue">,
  { everyMilliseconds = LOOK_EVERY_MS, onTrouble }: { everyMilliseconds?: number; onTrouble: (text: string) => void },
): Scheduler {
  let looking: Promise<unknown> | null = null;
  const look = () => {
    looking ??= schedules
      .enqueueDue()
      .catch((cause: unknown) => onTrouble(`schedules: ${String(cause)}`))
      .finally(() => {
        looking = null;
      });
  };
  const timer = setInterval(look, everyMilliseconds).unref();
  look();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
