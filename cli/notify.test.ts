import type { NotifyChannels, NotifyRun, ReminderRulesView } from "@yuejian/contracts/api";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type MailReceiver, startMailServer } from "../center/server/notify/testing/receivers.ts";
import { type ServedHome, serveHome } from "./testing/served-home.ts";

let home: ServedHome;
let mail: MailReceiver;
const yuejian: ServedHome["yuejian"] = (...words) => home.yuejian(...words);
const told = <T>(...words: readonly string[]) => home.told<T>(...words);

beforeAll(async () => {
  mail = await startMailServer();
  home = await serveHome();
}, 120_000);
afterAll(async () => {
  await home.close();
  await mail.close();
});

it("mail is set up, tested and listed from a shell; a wrong call or a refused address changes nothing and says what to do", async () => {
  expect(await yuejian("notify", "mail", "--host", "127.0.0.1")).toMatchObject({ status: 2, stderr: expect.stringContaining("--from") });
  const words = ["--host", "127.0.0.1", "--port", String(mail.port), "--from", "yuejian@jcy.example", "--domain", "jcy.example"];
  expect(await yuejian("notify", "mail", ...words, "--user", "yuejian")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("有账号就须写明口令的名称"),
  });
  expect((await told<NotifyChannels>("notify", "settings")).items).toEqual([]);
  const channel = await told<{ id: string; version: number }>("notify", "mail", ...words, "--security", "plain");
  expect(channel.version).toBe(1);
  expect((await told<{ answer: string }>("notify", "test", channel.id, "--to", "it@jcy.example")).answer).toContain("250");
  expect(mail.received.map(({ to }) => to)).toEqual([["it@jcy.example"]]);
  expect(await yuejian("notify", "test", channel.id, "--to", "it@elsewhere.example")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("只能发往 jcy.example"),
  });
  expect(await yuejian("notify", "list")).toMatchObject({ status: 0 });
  expect(await told<NotifyRun>("notify", "run")).toEqual({ reminders: 0, settled: 0, sent: 0, failed: 0, waiting: 0 });
  expect(await yuejian("notify", "retry", "msg_none")).toMatchObject({ status: 2, stderr: expect.stringContaining("没有消息 msg_none") });
}, 120_000);

it("an office's rules and a person's preferences are set from a shell within bounds", async () => {
  expect(await yuejian("notify", "rules", "--office", "junshan", "--reason", "x", "--lead-after", "99")).toMatchObject({ status: 2 });
  const set = await told<ReminderRulesView>("notify", "rules", "--office", "junshan", "--reason", "人少", "--lead-after", "3");
  expect(set).toMatchObject({ version: 1, leadDaysAfter: 3, handlerDaysBefore: 3 });
  expect((await yuejian("notify", "rules")).stdout).toContain("人少");
  expect(await told("notify", "preferences", "--address", "op@jcy.example", "--mail", "daily")).toMatchObject({ mail: "daily" });
  expect((await yuejian("notify", "preferences")).stdout).toContain("op@jcy.example");
}, 120_000);

it("a subscription is set up, listed and removed from a shell; procedural steps of a case that is not there are refused", async () => {
  expect(await yuejian("alert", "add", "罚金", "--on", "nothing")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--on lead"),
  });
  expect(await yuejian("alert", "add", "罚金", "--model", "none")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("没有模型 none"),
  });
  const rule = await told<{ id: string }>(
    "alert",
    "add",
    "罚金",
    "--on",
    "lead",
    "--model",
    "wrong-fines",
    "--least",
    "1000",
    "--count",
    "5",
    "--days",
    "7",
  );
  expect(rule).toMatchObject({ conditions: { models: ["wrong-fines"], leastAmount: 100_000, window: { count: 5, days: 7 } } });
  expect((await yuejian("alert", "list")).stdout).toContain(rule.id);
  expect(await yuejian("alert", "remove", rule.id)).toMatchObject({ status: 0 });
  expect(await told("alert", "list")).toEqual([]);
  expect(await yuejian("casework", "steps", "hcs_none")).toMatchObject({ status: 2, stderr: expect.stringContaining("没有案件 hcs_none") });
  expect(await yuejian("casework", "step", "pst_none", "decide")).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--version"),
  });
}, 120_000);
