import { createHash } from "node:crypto";
import { encodeCapture, formatVerifierKey, signCapture, signerKeyOf } from "@yuejian/chain/capture";
import { sm3 } from "@yuejian/digests";
import { demand, heading, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

/** What stands beside the ledger: a device is registered, a capture of it and one of a stranger come in, anchors are not set up, and a subscription is made and changed. */
export async function besideSteps(walk: Walk, address: string): Promise<void> {
  const { page } = walk;

  await walk.step("sees registered devices and what was captured, and which key counted", async () => {
    await page.goto(`${address}/chain/captures`);
    await see(page, "还没有登记采集设备");
    await see(page, "还没有收到采集");
    const device = signerKeyOf("执法记录仪-0713", new Uint8Array(32).fill(7));
    const stranger = signerKeyOf("无人机-2", new Uint8Array(32).fill(8));
    const registration = {
      key: formatVerifierKey(device),
      holder: "张三",
      organisation: "岳阳楼公安分局",
      ground: "岳公装〔2026〕17 号，设备清单第 4 项",
    };
    const captures = [captureOf(device, "现场照片-01.jpg"), captureOf(stranger, "航拍视频.mp4")];
    const done = await page.evaluate(`(async ({ registration, captures }) => {
      const { csrf } = await (await fetch("/api/session")).json();
      const headers = { "x-csrf": csrf };
      const answers = [await fetch("/api/devices", { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(registration) })];
      for (const text of captures) {
        const body = new FormData();
        body.append("file", new Blob([text], { type: "application/json" }), "a.capture.json");
        answers.push(await fetch("/api/captures", { method: "POST", headers, body }));
      }
      return Promise.all(answers.map(async (answer) => answer.status === 201 ? 201 : answer.status + " " + (await answer.text())));
    })(${JSON.stringify({ registration, captures })})`);
    demand(JSON.stringify(done) === "[201,201,201]", `not all was taken: ${JSON.stringify(done)}`);
    await page.reload();
    await heading(page, "采集签名与设备");
    await see(page, "岳公装〔2026〕17 号");
    await see(page, "已登记，算核验");
    await see(page, "不算核验");
    await page.locator("tr[data-index] button[aria-expanded]").last().click();
    await see(page, "采集密钥已登记");
    await see(page, "它不证明");
    await walk.picture("chain-captures");
  });

  await walk.step("is told how anchors are set up where there are none", async () => {
    await page.goto(`${address}/chain/anchors`);
    await see(page, "还没有设置锚定");
    await see(page, "还没有检查点进入队列");
    await walk.picture("chain-anchors");
  });

  await walk.step("subscribes to new leads and changes what was subscribed to", async () => {
    await page.goto(`${address}/reminders/alerts`);
    await page.getByLabel("名称").fill("金额大的线索");
    await page.getByLabel("金额不低于（元）").fill("50000");
    await page.getByRole("button", { name: "订阅", exact: true }).click();
    await see(page, "金额不低于 50,000 元");
    await page.getByRole("button", { name: "修改", exact: true }).click();
    await see(page, "修改「金额大的线索」");
    await page.getByLabel("金额不低于（元）").fill("80000");
    await page.getByRole("button", { name: "保存修改" }).click();
    await see(page, "金额不低于 80,000 元");
    await see(page, "新订阅");
    await walk.picture("alert-rules");
  });
}

function captureOf(key: ReturnType<typeof signerKeyOf>, name: string): string {
  const content = Buffer.from(name);
  const file = {
    name,
    size: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    sm3: Buffer.from(sm3(content)).toString("hex"),
    mediaType: name.endsWith(".jpg") ? "image/jpeg" : "video/mp4",
  };
  return encodeCapture(
    signCapture(
      {
        files: [file],
        capturedAt: "2026-11-20T01:30:00.000Z",
        signedAt: "2026-11-20T01:30:05.000Z",
        place: { kind: "words", words: "南湖社区西门" },
        device: { name: key.name, serial: null, software: null },
        operator: { name: "张三", organisation: "岳阳楼公安分局" },
        note: "占道堆放，已当场告知",
      },
      key,
    ),
  );
}
