import { setTimeout as pause } from "node:timers/promises";
import { formatNote, type Handover, type NoteSignature, type Policy, parseNote, verifyCosignature } from "../format/index.ts";
import { verifyNatively } from "../log/index.ts";
import { type Finality, judgeCheckpoint } from "../verify/index.ts";
import { CosignerClient, type CosignFailure, type CosignOutcome } from "./cosigner-client.ts";
import { type FollowedLog, Packages } from "./packages.ts";

export interface CollectorOptions {
  readonly policy: Policy;
  /** Names of the policy's witnesses that are mirrors. */
  readonly mirrors: ReadonlySet<string>;
  readonly log: FollowedLog;
  readonly timeoutMilliseconds: number;
  /** How long those who have not answered are waited for once the checkpoint is final; as long as they take when not given. */
  readonly graceMilliseconds?: number;
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

const FEED_MS = 500;

interface Asked {
  readonly name: string;
  readonly client: CosignerClient;
  readonly isMirror: boolean;
  /** The question that it has not answered yet; null: it may be asked. */
  busy: Promise<unknown> | null;
}

/** Collects cosignatures for the log's checkpoints from every cosigner of a policy that has an address. */
export class Collector {
  readonly #options: CollectorOptions;
  readonly #asked: readonly Asked[];

  constructor(options: CollectorOptions) {
    this.#options = options;
    const { policy, mirrors, log, timeoutMilliseconds } = options;
    const packages = new Packages(log);
    this.#asked = policy.witnesses.flatMap(({ name, url }) =>
      url === null
        ? []
        : [
            {
              name,
              client: new CosignerClient({ url, isMirror: mirrors.has(name) }, { timeoutMilliseconds, packages }),
              isMirror: mirrors.has(name),
              busy: null,
            },
          ],
    );
  }

  /** Asks all at once. `onFinal` is called as soon as the quorum is met; the rest still comes in. What does not verify is left out and counts as refused.
   *  Who is still busy with an earlier question is asked after that, if the round still waits then: one slow cosigner holds up nobody. */
  async collect(note: string, onFinal: (collected: string) => void = () => undefined): Promise<Collected> {
    const { handovers = [], graceMilliseconds = null, policy } = this.#options;
    const { text, signatures } = parseNote(note);
    const lines: NoteSignature[] = [...signatures];
    const failures: Record<string, CosignFailure> = {};
    const answers: Record<string, number> = {};
    const judging = { handovers, verify: remembering() };
    const { checkpoint } = judgeCheckpoint(note, policy, judging);
    const begun = performance.now();
    let isTold = false;
    let tellFinal: () => void = () => undefined;
    const isFinal = new Promise<void>((resolve) => {
      tellFinal = resolve;
    });
    const take = (name: string, outcome: CosignOutcome) => {
      if (!("lines" in outcome)) {
        failures[name] = outcome;
        return;
      }
      const line = this.#validLine(text, name, outcome.lines);
      if (line === null) {
        const why = { code: "bad-signature" } as const;
        failures[name] = { kind: "refused", status: 200, reason: "its cosignature does not verify", why };
        return;
      }
      lines.push(line);
      answers[name] = Math.round(performance.now() - begun);
      const whole = formatNote({ text, signatures: lines });
      if (!isTold && judgeCheckpoint(whole, policy, judging).isFinal) {
        isTold = true;
        onFinal(whole);
        tellFinal();
      }
    };
    const waiting = new Set<string>();
    const all = Promise.all(
      this.#asked.map(async (asked) => {
        const { name } = asked;
        waiting.add(name);
        await asked.busy;
        // The round may be over without it.
        if (!waiting.has(name)) return;
        const outcome = await whileBusy(asked, asked.client.cosign(note, checkpoint));
        if (waiting.delete(name)) take(name, outcome);
      }),
    );
    if (graceMilliseconds === null) await all;
    else await Promise.race([all, isFinal.then(() => pause(graceMilliseconds))]);
    for (const name of waiting) failures[name] = { kind: "late", milliseconds: Math.round(performance.now() - begun) };
    // Answers from here on are for nobody; the next round asks again.
    waiting.clear();
    const whole = formatNote({ text, signatures: lines });
    return { note: whole, finality: judgeCheckpoint(whole, policy, judging), failures, answers };
  }

  /** Sends mirrors what there is up to a checkpoint that nobody has to cosign, so that little is left to send when one is published. Those that are
   *  busy are passed over. Resolves when most are done: half of a second is not waited for. */
  async feed(note: string): Promise<void> {
    const { checkpoint } = judgeCheckpoint(note, this.#options.policy, {
      handovers: this.#options.handovers ?? [],
      verify: verifyNatively,
    });
    const fed = this.#asked
      .filter(({ isMirror, busy }) => isMirror && busy === null)
      .map((asked) => whileBusy(asked, asked.client.feed(note, checkpoint)));
    await Promise.race([Promise.all(fed), pause(FEED_MS)]);
  }

  #validLine(text: string, name: string, answer: string): NoteSignature | null {
    const key = this.#options.policy.witnesses.find((witness) => witness.name === name)?.key;
    if (key === undefined) return null;
    try {
      const { signatures } = parseNote(`${text}\n${answer}`);
      return signatures.find((line) => verifyCosignature(text, line, { ...key, verify: verifyNatively }) !== null) ?? null;
    } catch {
      return null;
    }
  }
}

async function whileBusy<Outcome>(asked: Asked, asking: Promise<Outcome>): Promise<Outcome> {
  asked.busy = asking;
  const outcome = await asking;
  if (asked.busy === asking) asked.busy = null;
  return outcome;
}

/** The platform's verification; a signature that comes again in the same round is not verified again. */
function remembering(): typeof verifyNatively {
  const known = new Map<string, boolean>();
  return (signature, message, publicKey) => {
    const name = Buffer.concat([publicKey, signature, message]).toString("latin1");
    const before = known.get(name);
    if (before !== undefined) return before;
    const holds = verifyNatively(signature, message, publicKey);
    known.set(name, holds);
    return holds;
  };
}
