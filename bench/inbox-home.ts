import { hash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUSINESS_LINES, type BusinessLine, canonicalJson, YUEYANG_OFFICES } from "@yuejian/contracts";
import { createApp, openHome } from "@yuejian/server";
import { writeJudgments } from "../center/server/testing/city.ts";
import { changeLeadIn, commitRun, type ExplainedFinding } from "../center/server/work/index.ts";

/** Fills a home with leads as runs make them: through the product's own commitRun, in runs of 100,000 findings of its own models, so that events,
 *  statements, counters, words and links are there and the doctor agrees. One lead in twenty is then worked on through the product's own commands.
 *  `node bench/inbox-home.ts FOLDER [LEADS]` with DATABASE_URL for PostgreSQL. */
export const PASSWORD = "only for this bench";
export const USERS = 50;
const RUN = 100_000;
const ROWS = 20_000;
const SURNAMES = Array.from("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章");
const GIVEN = Array.from("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅志国建文海波俊辉宇浩天佳怡雪晨");

/** Repeatable: the same leads each time. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export interface Filled {
  readonly folder: string;
  readonly leads: number;
  /** Seconds of each commit of 100,000 findings, in order: they must not grow with what is there. */
  readonly commits: readonly number[];
  /** Milliseconds of a single command on a lead, the mean of a thousand: with the first run, and with all. */
  readonly changes: readonly number[];
}

export async function fillHome(folder: string, leads: number): Promise<Filled> {
  const home = await openHome(folder, { workers: 1 });
  const app = await createApp(home, { local: true });
  const post = async (url: string, payload: object) => {
    const answer = await app.inject({ method: "POST", url, payload });
    if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
    return answer.json<{ id: string }>();
  };
  const there =
    (
      await home.store.db
        .selectFrom("leads")
        .select((build) => build.fn.max("number").as("last"))
        .executeTakeFirst()
    )?.last ?? 0;
  await post("/api/demo/staff", { staff: accounts() });
  const { file } = await writeJudgments(mkdtempSync(join(tmpdir(), "yuejian-bench-rows-")), { name: "judgments.csv", rows: ROWS });
  await home.jobs.wait((await post("/api/intake", { path: file, dataset: "judgments" })).id);
  const batch = (await home.store.db.selectFrom("batches").select("id").executeTakeFirstOrThrow()).id;
  const operator = (await home.store.db.selectFrom("users").select("id").where("name", "=", "operator").executeTakeFirstOrThrow()).id;
  const users = (await home.store.db.selectFrom("users").select(["id", "office"]).where("name", "like", "bench%").execute()) as {
    id: string;
    office: string;
  }[];
  const random = randomFrom(1);
  const pick = <Item>(items: readonly Item[]) => items[random(items.length)] as Item;
  const models = [...home.models.values()];
  const commits: number[] = [];
  const changes: number[] = [];
  const ports = { ...home, manifestOf: (id: string) => home.models.get(id)?.manifest ?? null };
  const changeSome = async (count: number) => {
    const newest = await home.store.db
      .selectFrom("leads")
      .select((build) => build.fn.max("number").as("last"))
      .executeTakeFirstOrThrow();
    const started = performance.now();
    for (let done = 0; done < count; done++) {
      const number = 1 + random(newest.last);
      const lead = await home.store.db
        .selectFrom("leads")
        .select(["id", "office", "version", "status"])
        .where("number", "=", number)
        .executeTakeFirstOrThrow();
      const assignee = users.find(({ office }) => office === lead.office)?.id ?? operator;
      const actor = { id: assignee };
      await home.store.write(async (trx) => {
        const step =
          lead.status === "new" ? ({ action: "assign", assignee } as const) : ({ action: "comment", note: "已联系单位核对" } as const);
        const { lead: after } = await changeLeadIn(trx, ports, { lead: lead.id, version: lead.version, command: step, actor });
        if (done % 4 === 0 && after.status === "assigned")
          await changeLeadIn(trx, ports, {
            lead: lead.id,
            version: after.version,
            command: { action: "dismiss", reason: "查证无误", explanation: null },
            actor,
          });
      });
    }
    return (performance.now() - started) / count;
  };
  for (let first = there; first < leads; first += RUN) {
    const { manifest, rule } = models[(first / RUN) % models.length] as (typeof models)[number];
    const findings = Array.from({ length: Math.min(RUN, leads - first) }, (_unused, at): ExplainedFinding => {
      const name = pick(SURNAMES) + pick(GIVEN) + (random(2) === 0 ? pick(GIVEN) : "");
      const months = 1 + random(60);
      const person = `9906${String(10_000_000_000_000 + ((first + at) % 700_000) * 7 + ((first / RUN) % 3))}`;
      return {
        subject: `${person}${(first / RUN / models.length) | 0}`,
        values: { person, name, months, amount: months * 150_000 },
        rows: [`${batch}:${1 + random(ROWS - 1)}`],
        subjectName: name,
        office: pick(YUEYANG_OFFICES).id,
        summary: {
          zh: `${name}在服刑期间仍领取待遇 ${months} 个月，共 ${months * 1500} 元，依据判决书和发放记录`,
          en: `${name} received payments for ${months} months while serving a sentence, ${months * 1500} yuan in all`,
        },
        links: [{ kind: "person", value: person }],
      };
    });
    const started = performance.now();
    await commitRun(
      home,
      {
        manifest,
        rule,
        schemas: manifest.inputs.flatMap(({ dataset }) => home.schemas.get(dataset) ?? []),
        parameters: {},
        snapshot: {},
        startedAt: new Date().toISOString(),
        resultDigest: hash("sha256", canonicalJson(findings.map(({ subject, values, rows }) => ({ subject, values, rows }))), "hex"),
        findings,
      },
      { actor: operator, office: "yueyang" },
    );
    commits.push((performance.now() - started) / 1000);
    process.stderr.write(`${first + findings.length} leads, ${commits.at(-1)?.toFixed(1)} s\n`);
    if (changes.length === 0) changes.push(await changeSome(1000));
  }
  changes.push(await changeSome(1000));
  // The rest of the work, and comments.
  await changeSome(Math.max(0, Math.round(leads / 50) - 2000));
  await home.drain.empty();
  await app.close();
  await home.close();
  return { folder, leads, commits, changes };
}

/** Fifty people of all offices. */
export function accounts() {
  const roles = ["department-head", "procurator", "case-manager", "department-head", "assistant"] as const;
  const lines = Object.keys(BUSINESS_LINES) as BusinessLine[];
  return Array.from({ length: USERS }, (_, at) => ({
    name: `bench${at}`,
    displayName: `用户${at}`,
    role: at < 3 ? ("chief-procurator" as const) : (roles[at % roles.length] as (typeof roles)[number]),
    office: YUEYANG_OFFICES[at % YUEYANG_OFFICES.length]?.id as string,
    businessLines: at % 2 === 0 ? lines : lines.slice(0, 6),
    password: PASSWORD,
  }));
}
