import type { Page, Route } from "playwright-core";
import { demand } from "./expect.ts";
import type { Place } from "./places.ts";
import type { Walk } from "./walk.ts";

const AT_ONCE = 4;

/** What each page shows while the answer is on its way, when it fails, when the line is cut, and when there is nothing. */
export async function statesPath(walk: Walk, address: string, places: readonly Place[]): Promise<void> {
  await walk.page.evaluate(`localStorage.setItem("yuejian.locale", "zh")`);
  const asked = places.filter((place): place is Place & { calls: string } => place.calls !== undefined);
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const some = asked.slice(at, at + AT_ONCE);
    const look = async () => {
      const failed = await Promise.all(some.map((place) => statesOf(walk, address, place)));
      demand(failed.flat().length === 0, failed.flat().join("\n"));
    };
    await walk.step(`shows its states on ${some.map(({ path }) => path).join(", ")}`, look, { isAlone: true });
  }
}

async function statesOf(walk: Walk, address: string, place: Place & { calls: string }): Promise<string[]> {
  const page = await walk.anotherPage();
  const failed: string[] = [];
  const state = async (name: string, look: () => Promise<void>) => {
    try {
      await look();
    } catch (error) {
      failed.push(`${place.path} ${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
    await walk.photograph(page, `state-${place.name}-${name}`);
  };
  const answers = async (answer: (route: Route) => Promise<void>) => {
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.route(place.calls, answer);
  };

  // The answer stays away until the page has shown that it waits.
  const { promise: waited, resolve: answer } = Promise.withResolvers<void>();
  await answers(async (route) => {
    await waited;
    await route.fulfill({ status: 500, json: FAILURE }).catch(() => {});
  });
  await page.goto(address + place.path);
  await state("slow", () => page.locator("#content .ant-skeleton").first().waitFor());
  answer();
  await state("failed", () => alert(page, "内部错误"));
  await answers((route) => route.abort("connectionrefused"));
  await state("offline", async () => {
    await retry(page);
    await alert(page, "连不上服务器");
  });
  await answers((route) => (place.isList ? route.fulfill({ json: NOTHING }) : route.continue()));
  await state("recovered", async () => {
    await retry(page);
    await page.getByRole("alert").first().waitFor({ state: "detached" });
  });
  if (place.isList) await state("empty", () => page.locator(".nothing").first().waitFor());
  await page.close();
  return failed;
}

const FAILURE = { code: "INTERNAL", kind: "failure", parameters: {}, text: { zh: "内部错误", en: "internal error" } };
const NOTHING = { items: [], total: 0, totalIs: "exact", offset: 0, limit: 100, next: null, byStatus: {}, byModel: {}, byOffice: {} };

async function alert(page: Page, text: string): Promise<void> {
  await page.getByRole("alert").filter({ hasText: text }).first().waitFor();
}

/** The way on that stands beside a failure. */
async function retry(page: Page): Promise<void> {
  await page.getByRole("alert").getByRole("button", { name: "重试" }).first().click();
}
