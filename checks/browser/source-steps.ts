import { createServer } from "node:http";
import { choose } from "./choose.ts";
import { heading, see } from "./expect.ts";
import type { Walk } from "./walk.ts";

/** A source set up in the browser over a real interface, loaded, and one that breaks its promise. */
export async function sourceSteps(walk: Walk): Promise<void> {
  const { page } = walk;
  const { origin } = new URL(page.url());
  let rows: object[] = Array.from({ length: 60 }, (_, at) => ({ 编号: 1000 + at, 姓名: `张第${at}`, 状态: at % 2 ? "在册" : "注销" }));
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ data: rows }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  try {
    await walk.step("sets up a source over an interface, its contract proposed from the first rows", async () => {
      await page.goto(`${origin}/data`);
      await page.getByRole("link", { name: "数据来源" }).click();
      await heading(page, "数据来源");
      await see(page, "还没有登记数据来源");
      await page.getByRole("button", { name: "登记来源" }).first().click();
      await page.getByLabel("名称").fill("户籍接口");
      await choose(page.getByLabel("种类"), "HTTP JSON 接口");
      await page.getByLabel("数据集").fill("hukou-interface");
      await page.getByLabel("负责人").fill("王某");
      await page.getByLabel("法律依据").fill("数据共享协议 2026-3 号");
      await page.getByLabel("连接").fill(JSON.stringify({ url: `http://127.0.0.1:${port}/`, rows: "data", paging: { by: "none" } }));
      await page.getByRole("button", { name: "看前几行，拟一份约定" }).click();
      await see(page, "根据前 60 行拟成");
      await walk.picture("source-form");
      await page.getByRole("button", { name: "保存" }).click();
      await see(page, "来源 1 个");
    });

    await walk.step("loads from it, and is told when it breaks its contract", async () => {
      await page.getByRole("button", { name: "立即装入" }).click();
      await see(page, "已装入");
      rows = rows.map((row) => ({ ...row, 状态: undefined }));
      await page.getByRole("button", { name: "立即装入" }).click();
      await see(page, "约定的列没有了");
      await walk.picture("sources");
      await page.getByRole("link", { name: "户籍接口" }).click();
      await heading(page, "户籍接口");
      await see(page, "整批暂扣");
      await walk.picture("source");
      await page.getByRole("button", { name: "签收" }).click();
      await see(page, "已签收");
    });
  } finally {
    server.close();
  }
}
