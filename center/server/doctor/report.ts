import { YuejianError } from "@yuejian/contracts";

/** What the doctor found: sentences for the operator, without personal data. */
export interface DoctorReport {
  readonly ok: boolean;
  readonly problems: string[];
  /** What is wanting without being wrong. */
  readonly notices: string[];
  /** How many of each kind were looked at. */
  readonly checked: Record<string, number>;
}

const PROBLEM_LIMIT = 200;

export class Examination {
  readonly #problems: string[] = [];
  readonly #notices: string[] = [];
  readonly #checked: Record<string, number> = {};
  #more = 0;

  get isClean(): boolean {
    return this.#problems.length === 0;
  }

  get report(): DoctorReport {
    const more = this.#more > 0 ? [`… and ${this.#more} more`] : [];
    return { ok: this.isClean, problems: [...this.#problems, ...more], notices: [...this.#notices], checked: { ...this.#checked } };
  }

  problem(text: string): void {
    if (this.#problems.length < PROBLEM_LIMIT) this.#problems.push(text);
    else this.#more++;
  }

  notice(text: string): void {
    this.count("notices");
    if (this.#notices.length < PROBLEM_LIMIT) this.#notices.push(text);
  }

  /** Notes a problem unless the claim holds. */
  require(isTrue: boolean, text: () => string): void {
    if (!isTrue) this.problem(text());
  }

  count(what: string, number = 1): void {
    this.#checked[what] = (this.#checked[what] ?? 0) + number;
  }

  /** An examination that cannot be carried out is a problem of its own. */
  async attempt(what: string, examine: () => Promise<void>): Promise<void> {
    try {
      await examine();
    } catch (cause) {
      this.problem(`${what}: ${cause instanceof YuejianError ? cause.message : String(cause)}`);
    }
  }
}
