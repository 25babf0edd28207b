import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import type { Arguments } from "../arguments.ts";
import { buildConsole } from "../build-console.ts";
import { connect } from "../client.ts";
import { makeDemoCity, staffFileOf, unfinishedDemo } from "../demo-city.ts";
import type { Output } from "../output.ts";
import type { Command } from "./command.ts";

const DEMO_RECORDS = 200_000;
/** Fewer make no city: see `generateCity`. */
const LEAST_DEMO_RECORDS = 2000;
const DEMO_SEED = 1;
const SERVE_OPTIONS = { host: { type: "string" }, port: { type: "string" } } as const;

const start: Command = {
  name: "start",
  usage: "start [--host H] [--port N] [--records N]",
  summary: {
    zh: "准备控制台；数据目录为空时建虚构城市；启动服务",
    en: "Build the console, make a synthetic city where the home is empty, and serve",
  },
  options: { ...SERVE_OPTIONS, records: { type: "string" } },
  async run({ arguments: given, output, homeFolder }) {
    const records = given.count("records", LEAST_DEMO_RECORDS, DEMO_RECORDS);
    const request = isNewHome(homeFolder) ? { records, seed: DEMO_SEED } : await unfinishedDemo(homeFolder);
    const build = buildConsole({ force: false });
    // Told apart from a failed city: the build's failure is reported when it is awaited below.
    build.catch(() => {});
    if (request !== null) {
      const client = await connect(homeFolder, undefined);
      try {
        await makeDemoCity(homeFolder, request, client, output);
      } finally {
        await client.close();
      }
    }
    await build;
    return serveUntilStopped(homeFolder, given, output);
  },
};

/** Nothing was kept there yet: the folder is missing, or empty as when it was made beforehand or mounted. */
function isNewHome(homeFolder: string): boolean {
  return !existsSync(homeFolder) || readdirSync(homeFolder).every((name) => name === "lost+found");
}

const serveCommand: Command = {
  name: "serve",
  usage: "serve [--host H] [--port N]",
  summary: { zh: "启动服务", en: "Serve the home" },
  options: SERVE_OPTIONS,
  run: ({ arguments: given, output, homeFolder }) => serveUntilStopped(homeFolder, given, output),
};

async function serveUntilStopped(homeFolder: string, given: Arguments, output: Output): Promise<0> {
  const { openHome, serve } = await import("@yuejian/server");
  const home = await openHome(homeFolder);
  const server = await serve(home, { host: given.text("host") ?? "127.0.0.1", port: given.count("port", 0, 7600) });
  const staffFile = staffFileOf(homeFolder);
  output.result({ address: server.address, signInLink: server.signInLink, ...(staffFile ? { staffFile } : {}) }, () =>
    output.locale === "zh"
      ? [
          `岳检已启动：${server.address}`,
          ...(server.signInLink === null ? [] : [`一次性登录链接（系统操作员）：${server.signInLink}`]),
          ...(staffFile ? [`虚构检察人员的用户名和密码：${staffFile}`] : []),
        ]
      : [
          `Yuejian is up at ${server.address}`,
          ...(server.signInLink === null ? [] : [`One-time sign-in link (operator): ${server.signInLink}`]),
          ...(staffFile ? [`Names and password of the fictitious procurators: ${staffFile}`] : []),
        ],
  );
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.close();
  await home.close();
  return 0;
}

const demo: Command = {
  name: "demo",
  usage: "demo [--records N] [--seed S]",
  summary: { zh: "建虚构城市并按真实流程导入", en: "Make a synthetic city and take it in through the same intake as real files" },
  options: { records: { type: "string" }, seed: { type: "string" } },
  async run({ client, arguments: given, output, homeFolder }) {
    const request = { records: given.count("records", LEAST_DEMO_RECORDS, DEMO_RECORDS), seed: given.count("seed", 0, DEMO_SEED) };
    const result = await makeDemoCity(homeFolder, request, await client(), output);
    output.result(result, () => [
      output.locale === "zh"
        ? `接收 ${result.rowsAccepted.toLocaleString()} 条，隔离 ${result.rowsQuarantined} 条，新线索 ${result.leads} 条；生成 ${result.seconds.generation.toFixed(1)} 秒，导入 ${result.seconds.intake.toFixed(1)} 秒，模型 ${result.seconds.models.toFixed(1)} 秒`
        : `${result.rowsAccepted.toLocaleString()} records accepted, ${result.rowsQuarantined} quarantined, ${result.leads} new leads; generation ${result.seconds.generation.toFixed(1)} s, intake ${result.seconds.intake.toFixed(1)} s, models ${result.seconds.models.toFixed(1)} s`,
    ]);
    return 0;
  },
};

const doctor: Command = {
  name: "doctor",
  usage: "doctor [--sweep]",
  summary: { zh: "核对数据表、数据湖与账本是否一致", en: "Check that tables, lake and ledger agree" },
  options: { sweep: { type: "boolean" } },
  async run({ client, output, arguments: given }) {
    const report = await (await client()).post<{ ok: boolean; problems: string[]; notices: string[]; checked: Record<string, number> }>(
      "/api/doctor",
      {
        sweep: given.isSet("sweep"),
      },
    );
    output.result(report, () => [
      ...Object.entries(report.checked).map(([what, count]) => `${what}: ${count}`),
      ...report.notices.map((notice) => `· ${notice}`),
      ...(report.ok ? ["ok"] : report.problems),
    ]);
    return report.ok ? 0 : 1;
  },
};

const backupCommand: Command = {
  name: "backup",
  usage: "backup FILE",
  summary: { zh: "把数据目录备份为一个文件", en: "Back the home up into one file" },
  options: {},
  async run({ client, output, arguments: given }) {
    const [file] = given.words;
    if (file === undefined) throw new YuejianError("USAGE", { reason: backupCommand.usage });
    const result = await (await client()).post<{ size: number }>("/api/backup", { path: resolve(file) });
    output.result({ file: resolve(file), ...result }, () => [`${file}  ${result.size.toLocaleString()} bytes`]);
    return 0;
  },
};

const restoreCommand: Command = {
  name: "restore",
  usage: "restore FILE",
  summary: { zh: "从备份文件恢复到空的数据目录", en: "Restore a backup into an empty home" },
  options: {},
  async run({ output, arguments: given, homeFolder }) {
    const [file] = given.words;
    if (file === undefined) throw new YuejianError("USAGE", { reason: restoreCommand.usage });
    const { restore } = await import("@yuejian/server");
    const result = await restore(homeFolder, resolve(file));
    output.result(result, () => [`${homeFolder}  ${result.files} files`]);
    return 0;
  },
};

const buildConsoleCommand: Command = {
  name: "build-console",
  usage: "build-console",
  summary: { zh: "构建网页控制台", en: "Build the web console" },
  options: {},
  async run({ output }) {
    await buildConsole({ force: true });
    output.result({ built: true }, () => ["center/console/dist"]);
    return 0;
  },
};

export const operationCommands: readonly Command[] = [
  start,
  serveCommand,
  demo,
  doctor,
  backupCommand,
  restoreCommand,
  buildConsoleCommand,
];
