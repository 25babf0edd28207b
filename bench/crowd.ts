import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import { percentiles, round, type Visitor } from "./people.ts";

/** While connections open and caches fill nothing is counted. */
const WARM_MS = 1000;

/** What a person asks. */
export interface Asked<Kind extends string> {
  readonly kind: Kind;
  readonly method?: "GET" | "POST";
  readonly path: string;
  readonly body?: object;
}

export interface Crowd<Kind extends string, Person extends Visitor> {
  readonly server: { readonly address: string; processorSeconds(): number };
  readonly people: readonly Person[];
  /** What the person asks next; by what was answered. */
  readonly next: (person: Person, at: number) => Asked<Kind>;
  /** @throws Error when the answer is none that may come. */
  readonly answered?: (person: Person, asked: Asked<Kind>, answer: { readonly status: number; readonly text: string }) => void;
  /** Each asks once a second, at moments of their own; false: the next as soon as the answer is there, which is the most that so many can do. */
  readonly isPaced: boolean;
  readonly seconds: number;
}

/** One of the kinds, as often as its weight of a hundred. */
export function drawKind<Kind>(mix: readonly (readonly [Kind, number])[], random: (below: number) => number): Kind {
  let draw = random(100);
  const [kind] = mix.find(([, weight]) => (draw -= weight) < 0) ?? mix[0] ?? [];
  if (kind === undefined) throw new TypeError("a mix of nothing");
  return kind;
}

/** People at once, as autocannon makes them: each a connection and a session of their own, one request at a time. */
export async function crowd<Kind extends string, Person extends Visitor>({
  server,
  people,
  next,
  answered = demandGood,
  isPaced,
  seconds,
}: Crowd<Kind, Person>) {
  const times: { readonly kind: Kind; readonly took: number }[] = [];
  let answers = 0;
  const [used, began] = [server.processorSeconds(), performance.now()];
  let fault: Error | null = null;
  const runs = people.map(async (person, at) => {
    if (isPaced) await sleep((1000 * at) / people.length);
    let asked: Asked<Kind> | null = null;
    const { cookie, session } = person;
    const run = autocannon({
      url: server.address,
      connections: 1,
      duration: seconds + WARM_MS / 1000,
      timeout: 60,
      ...(isPaced ? { connectionRate: 1 } : {}),
      requests: [
        {
          setupRequest: (given) => {
            asked = next(person, at);
            const { method = "GET", path, body } = asked;
            const headers = { cookie, "x-csrf": session.csrf, ...(body === undefined ? {} : { "content-type": "application/json" }) };
            return { ...given, method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
          },
          onResponse: (status, text) => {
            try {
              if (asked) answered(person, asked, { status, text });
            } catch (cause) {
              fault ??= cause as Error;
            }
          },
        },
      ],
    });
    run.on("response", (_client: unknown, _status: number, _bytes: number, took: number) => {
      answers++;
      if (asked && performance.now() - began > WARM_MS) times.push({ kind: asked.kind, took });
    });
    const { errors, timeouts } = await run;
    if (errors > 0 || timeouts > 0) throw new Error(`person ${at}: ${errors} requests failed, ${timeouts} of them for time`);
  });
  await Promise.all(runs);
  if (fault) throw fault;
  const all = times.map(({ took }) => took);
  const byKind = Map.groupBy(times, ({ kind }) => kind);
  return {
    people: people.length,
    pace: isPaced ? "a request a second each" : "no pause",
    perSecond: round(all.length / ((performance.now() - began - WARM_MS) / 1000)),
    /** Of the server, all its threads: what others do on the machine changes it little. */
    processorMilliseconds: round(((server.processorSeconds() - used) * 1000) / Math.max(1, answers)),
    overall: percentiles(all),
    byKind: Object.fromEntries(Array.from(byKind, ([kind, of]) => [kind, percentiles(of.map(({ took }) => took))])) as Record<
      Kind,
      ReturnType<typeof percentiles>
    >,
  };
}

function demandGood(_person: Visitor, { path }: Asked<string>, { status, text }: { readonly status: number; readonly text: string }): void {
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
}
