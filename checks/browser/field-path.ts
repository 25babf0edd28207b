import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writePng } from "@yuejian/documents";
import type { Locator, Page } from "playwright-core";
import { barriers, unreported } from "./axe.ts";
import { choose } from "./choose.ts";
import { demand, see } from "./expect.ts";
import { NEW_PASSWORD } from "./lead-path.ts";
import { enter } from "./places.ts";
import { TELEPHONE, type Walk } from "./walk.ts";

const CHECKER = "assistant";

/** A violation is looked at on the ground: given at a desk, captured on a telephone without a network, sent once there is one and somebody is signed in, and seen where it was given. */
export async function fieldPath(
  { desk, telephone }: { readonly desk: Walk; readonly telephone: Walk },
  { address, staffPassword, folder }: { readonly address: string; readonly staffPassword: string; readonly folder: string },
): Promise<void> {
  const { page } = telephone;
  const photograph = (name: string) => telephone.photograph(page, `field-${name}-${TELEPHONE.width}`);
  const photo = page.locator('input[type="file"]');

  await desk.step("sees violations, and gives two of them to somebody to look at on the ground", async () => {
    await desk.page.goto(`${address}/farmland`);
    await see(desk.page, "还没有布置现场核查");
    for (const words of ["看地面是否硬化", "看是否还在施工"]) {
      await desk.page.getByRole("button", { name: "布置现场核查" }).click();
      const form = desk.page.locator('[data-form="field-check"]');
      await choose(form.getByRole("combobox"), /检察官助理/, "检察官助理");
      await form.getByLabel("期限").fill("2099-12-31");
      await form.getByLabel("要看什么").fill(words);
      await form.getByRole("button", { name: "布置现场核查" }).click();
      await see(desk.page, words);
    }
    await desk.picture("farmland-field-given");
  });

  await telephone.step("signs in at the page itself and finds both tasks, with what is kept on the device", async () => {
    await enter(page, address, { name: CHECKER, password: staffPassword });
    await page.goto(`${address}/field`);
    await see(page, "交给我的任务（2）");
    await see(page, "保存在本设备的浏览器中");
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    await photograph("list");
    const unseen = await unreported(page);
    demand(unseen.length === 0, `planted barriers went unreported: ${unseen.join(", ")}`);
    await unhindered(page);
  });

  await telephone.step("opens the page again without a network", async () => {
    await telephone.network(false);
    await page.reload();
    await see(page, "没有网络，可以照常采集");
    await see(page, "看地面是否硬化");
  });

  await telephone.step("is told what is no photo, too large, and where there is no position", async () => {
    await taskWith(page, "看地面是否硬化").getByRole("button", { name: "核查" }).click();
    await see(page, "没有位置：未定位");
    await photo.setInputFiles({ name: "记录.jpg", mimeType: "image/jpeg", buffer: Buffer.from("no photo at all") });
    await see(page.getByRole("alert"), "不是可以识别的照片");
    const large = join(folder, "录像.jpg");
    await writeFile(large, "");
    await truncate(large, 60 * 1024 ** 2);
    await photo.setInputFiles(large);
    await see(page.getByRole("alert"), "超过每张 50 MB 的上限");
  });

  await telephone.step("captures position, photos, finding, note and signatures, and keeps them through a reload", async () => {
    const [longitude, latitude] = await centreOf(desk.page);
    await telephone.standAt({ longitude: longitude + 0.004, latitude, accuracy: 12 });
    await page.getByRole("button", { name: "取得当前位置" }).click();
    await see(page, /误差 ± 12 米/);
    await see(page, /距图斑轮廓 \d+ 米/);
    for (const shade of [60, 180]) {
      await photo.setInputFiles({ name: `${shade}.png`, mimeType: "image/png", buffer: Buffer.from(picture(shade)) });
      await page.getByRole("img", { name: `照片 ${shade === 60 ? 1 : 2}` }).waitFor();
    }
    await page.getByRole("radio", { name: "属实", exact: true }).check();
    await page.getByLabel("类别").selectOption({ label: "建筑或道路" });
    await page.getByLabel("备注").fill("钢构厂房一栋，地面硬化，无人施工");
    await sign(page, "checker");
    await page.getByLabel("在场人姓名").fill("王某某");
    await sign(page, "present");
    await photograph("form");
    await unhindered(page);
    await page.reload();
    await see(page, "照片（2，最多 20）");
    demand((await page.getByLabel("备注").inputValue()).includes("钢构厂房"), "the note was lost by a reload");
    await see(page, "在场人 王某某 已签名");
  });

  await telephone.step("binds it into one record whose digest is shown, and waits for a network", async () => {
    await page.getByRole("button", { name: "完成并由设备签名" }).click();
    await page.locator('[data-bound="waiting"]').waitFor();
    demand(/^[0-9a-f]{64}$/.test((await page.locator("[data-record]").textContent())?.trim() ?? ""), "no digest of the record");
    await photograph("bound");
    await page.getByRole("button", { name: "同步（1）" }).click();
    await see(page, "没有网络，可以照常采集");
    await page.locator('[data-bound="waiting"]').waitFor();
  });

  await telephone.step("is told that the session is over, and signs in again without losing anything", async () => {
    await telephone.loseSession();
    await telephone.network(true);
    await page.getByRole("button", { name: "返回清单" }).click();
    await page.getByRole("button", { name: "刷新" }).click();
    await see(page, "登录已过期：内容都在设备上");
    await see(page, "待同步");
    await photograph("signed-out");
    await page.getByLabel("用户名").fill(CHECKER);
    await page.getByLabel("密码").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: /登\s*录/ }).click();
    await see(page, "已送达（1）");
    await see(page, "交给我的任务（1）");
    demand((await keptPhotos(page)) === 0, "photos that the house has confirmed are still on the device");
    await photograph("delivered");
  });

  await telephone.step("is told that the other task was withdrawn while there was no network", async () => {
    await telephone.network(false);
    await taskWith(page, "看是否还在施工").getByRole("button", { name: "核查" }).click();
    await photo.setInputFiles({ name: "3.png", mimeType: "image/png", buffer: Buffer.from(picture(120)) });
    await page.getByRole("img", { name: "照片 1" }).waitFor();
    await page.getByRole("radio", { name: "无法判断" }).check();
    await sign(page, "checker");
    await page.getByRole("button", { name: "完成并由设备签名" }).click();
    await page.locator('[data-bound="waiting"]').waitFor();
    await withdrawOther(desk.page, address);
    await telephone.network(true);
    await page.getByRole("button", { name: "同步（1）" }).click();
    await see(page.getByRole("alert").first(), "重复布置");
    demand((await keptPhotos(page)) === 1, "what was not taken in was deleted");
    await photograph("withdrawn");
  });

  await telephone.step("reads the same in English", async () => {
    await page.getByRole("button", { name: "English" }).click();
    await see(page, "Change it again");
    await photograph("withdrawn-english");
    await page.getByRole("button", { name: "Back to the list" }).click();
    await see(page, "Delivered (1)");
    await photograph("list-english");
    await unhindered(page);
  });

  await telephone.step("hides all of it from who signs in next on the same telephone", async () => {
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByLabel("Name").waitFor();
    demand(!(await page.content()).includes("Delivered"), "receipts of the person before are shown");
    await enter(page, address, { name: "clerk", password: staffPassword });
    await page.goto(`${address}/field`);
    await see(page, "Given to me (0)");
    demand(!(await page.content()).includes("看是否还在施工"), "a task of the person before is shown");
  });

  await desk.step("sees the check at the violation: photos, place, signatures, both times, proof", async () => {
    await desk.page.goto(`${address}/farmland`);
    const check = desk.page.locator('[data-field-check="done"]').first();
    await see(check, "钢构厂房一栋");
    await see(check, "采集密钥未登记");
    await see(check, /服务器收到/);
    for (const name of ["照片 1", "照片 2", "王某某"]) await check.getByRole("img", { name }).evaluate("(image) => image.decode()");
    await see(check, "在场人 王某某");
    await check.scrollIntoViewIfNeeded();
    await desk.picture("farmland-field-done");
    await check.getByRole("button", { name: "验证" }).click();
    await see(desk.page.locator(".ant-drawer"), "附有采集签名");
  });
}

/** The page as it stands has no barrier, in either theme. */
async function unhindered(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const found = await barriers(page, colorScheme === "dark" ? "colours" : "all");
    const grave = found.filter(({ isGrave }) => isGrave).map(({ what }) => `${colorScheme}: ${what}`);
    demand(grave.length === 0, grave.join("\n"));
  }
  await page.emulateMedia({ colorScheme: "light" });
}

const taskWith = (page: Page, words: string): Locator => page.locator("[data-check]").filter({ hasText: words });

function picture(shade: number): Uint8Array {
  const [width, height] = [320, 240];
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, at) => (at % 3 === 0 ? shade : (shade + at / 900) % 256));
  return writePng({ width, height, channels: 3, pixels });
}

async function sign(page: Page, role: string): Promise<void> {
  const pad = page.locator(`[data-pad="${role}"]`);
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("no place to sign");
  const swing = role === "checker" ? 25 : 15;
  await page.mouse.move(box.x + 30, box.y + 60);
  await page.mouse.down();
  for (let step = 1; step <= 12; step++) await page.mouse.move(box.x + 30 + step * 20, box.y + 60 + (step % 2 === 0 ? -swing : swing));
  await page.mouse.up();
  await pad.locator("..").getByRole("button", { name: "确认签名" }).click();
  await pad.waitFor({ state: "detached" });
}

async function centreOf(page: Page): Promise<[number, number]> {
  const found = await page.evaluate(
    `fetch("/api/farmland/violations?limit=1").then((answer) => answer.json()).then(({ items }) => items[0].centre)`,
  );
  return found as [number, number];
}

async function withdrawOther(page: Page, address: string): Promise<void> {
  await page.goto(`${address}/farmland`);
  const open = page.locator('[data-field-check="open"]').filter({ hasText: "看是否还在施工" });
  await open.getByRole("button", { name: /撤\s*回/ }).click();
  await page.getByLabel("理由").fill("重复布置");
  await page
    .getByRole("button", { name: /确\s*(认|定)/ })
    .last()
    .click();
  await page.locator('[data-field-check="withdrawn"]').waitFor();
}

/** Photos that lie in the browser, of all drafts. */
async function keptPhotos(page: Page): Promise<number> {
  const found = await page.evaluate(`new Promise((resolve, reject) => {
    const opened = indexedDB.open("yuejian-field");
    opened.onerror = reject;
    opened.onsuccess = () => {
      const all = opened.result.transaction("drafts").objectStore("drafts").getAll();
      all.onsuccess = () => resolve(all.result.reduce((sum, { photos }) => sum + photos.length, 0));
    };
  })`);
  return Number(found);
}
