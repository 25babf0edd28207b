import type { Page, Route } from "playwright-core";
import { demand } from "./expect.ts";
import type { Place } from "./places.ts";
import type { Walk } from "./walk.ts";

const AT_ONCE = 4;
const SLOW_MS = 1_500;

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
  const state = async (name: string, answer: (route: Route) => Promise<void>, look: () => Promise<void>) => {
    try {
      await page.route(place.calls, answer);
      await page.goto(address + place.path);
      await look();
    } catch (error) {
      failed.push(`${place.path} ${name}: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`);
    }
    await walk.photograph(page, `state-${place.name}-${name === "failed" ? "recovered" : name}`);
    await page.unrouteAll({ behavior: "ignoreErrors" });
  };
  await state("slow", slow, () => page.locator("#content .ant-skeleton").first().waitFor());
  await state(
    "failed",
    (route) => route.fulfill({ status: 500, json: FAILURE }),
    async () => {
      await alert(page, "内部错误");
      await walk.photograph(page, `state-${place.name}-failed`);
      await retried(page, place.calls);
    },
  );
  await state(
    "offline",
    (route) => route.abort("connectionrefused"),
    () => alert(page, "连不上服务器"),
  );
  if (place.isList)
    await state(
      "empty",
      (route) => route.fulfill({ json: NOTHING }),
      () => page.locator(".nothing").first().waitFor(),
    );
  await page.close();
  return failed;
}

const FAILURE = { code: "INTERNAL", kind: "failure", parameters: {}, text: { zh: "内部错误", en: "internal error" } };
const NOTHING = { items: [], total: 0, totalIs: "exact", offset: 0, limit: 100, next: null, byStatus: {}, byModel: {}, byOffice: {} };

async function slow(route: Route): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  await route.continue().catch(() => {});
}

async function alert(page: Page, text: string): Promise<void> {
  await page.getByRole("alert").filter({ hasText: text }).first().waitFor();
}

/** The way on that stands beside a failure leads on. */
async function retried(page: Page, calls: string): Promise<void> {
  await page.unroute(calls);
  await page.getByRole("alert").getByRole("button", { name: "重试" }).first().click();
  await page.getByRole("alert").first().waitFor({ state: "detached" });
}
