import type { Reporter, TestModule } from "vitest/node";
import { keepTimes } from "./kept-times.ts";

/** Keeps what each file of tests took, loading it included. */
export default class TimesReporter implements Reporter {
  #begun = 0;

  onTestRunStart(): void {
    this.#begun = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const parts = modules.map((module) => {
      const { collectDuration, duration, environmentSetupDuration, prepareDuration, setupDuration } = module.diagnostic();
      const milliseconds = collectDuration + duration + environmentSetupDuration + prepareDuration + setupDuration;
      return { name: module.relativeModuleId, seconds: milliseconds / 1000 };
    });
    keepTimes("unit", { seconds: (performance.now() - this.#begun) / 1000, parts });
  }
}
