import { formatNote, type Handover, type NoteSignature, type Policy, parseNote, verifyCosignature } from "../format/index.ts";
import { type Finality, judgeCheckpoint } from "../verify/index.ts";
import { CosignerClient, type CosignFailure, type FollowedLog } from "./cosigner-client.ts";

export interface CollectorOptions {
  readonly policy: Policy;
  /** Names of the policy's witnesses that are mirrors. */
  readonly mirrors: ReadonlySet<string>;
  readonly log: FollowedLog;
  readonly timeoutMilliseconds: number;
  /** Handovers that the log went through. */
  readonly handovers?: readonly Handover[];
}

/** What one round gave: the note with every valid cosignature, how it stands by the policy, and who failed and why. */
export interface Collected {
  readonly note: string;
  readonly finality: Finality;
  readonly failures: Readonly<Record<string, CosignFailure>>;
  /** Milliseconds until each cosigned. */
  readonly answers: Readonly<Record<string, number>>;
}

/** Collects cosignatures for the log's checkpoints from every cosigner of a policy that has an address. */
export class Collector {
  readonly #policy: Policy;
  readonly #handovers: readonly Handover[];
  readonly #clients: readonly { name: string; client: CosignerClient }[];

  constructor({ policy, mirrors, log, timeoutMilliseconds, handovers = [] }: CollectorOptions) {
    this.#policy = policy;
    this.#handovers = handovers;
    this.#clients = policy.witnesses.flatMap(({ name, url }) =>
      url === null ? [] : [{ name, client: new CosignerClient({ url, isMirror: mirrors.has(name) }, log, { timeoutMilliseconds }) }],
    );
  }

  /** Asks all at once. `onFinal` is called as soon as the quorum is met; the rest still comes in. What does not verify is left out and counts as refused. */
  async collect(note: string, onFinal: (collected: string) => void = () => undefined): Promise<Collected> {
    const { text, signatures } = parseNote(note);
    const lines: NoteSignature[] = [...signatures];
    const failures: Record<string, CosignFailure> = {};
    const answers: Record<string, number> = {};
    const begun = performance.now();
    const { checkpoint } = judgeCheckpoint(note, this.#policy, this.#handovers);
    let isTold = false;
    await Promise.all(
      this.#clients.map(async ({ name, client }) => {
        const outcome = await client.cosign(note, checkpoint);
        if (!("lines" in outcome)) {
          failures[name] = outcome;
          return;
        }
        const line = this.#validLine(text, name, outcome.lines);
        if (line === null) {
          failures[name] = { kind: "refused", status: 200, reason: "its cosignature does not verify" };
          return;
        }
        lines.push(line);
        answers[name] = Math.round(performance.now() - begun);
        const whole = formatNote({ text, signatures: lines });
        if (!isTold && judgeCheckpoint(whole, this.#policy, this.#handovers).isFinal) {
          isTold = true;
          onFinal(whole);
        }
      }),
    );
    const whole = formatNote({ text, signatures: lines });
    return { note: whole, finality: judgeCheckpoint(whole, this.#policy, this.#handovers), failures, answers };
  }

  #validLine(text: string, name: string, answer: string): NoteSignature | null {
    const key = this.#policy.witnesses.find((witness) => witness.name === name)?.key;
    if (key === undefined) return null;
    try {
      const { signatures } = parseNote(`${text}\n${answer}`);
      return signatures.find((line) => verifyCosignature(text, line, key) !== null) ?? null;
    } catch {
      return null;
    }
  }
}
