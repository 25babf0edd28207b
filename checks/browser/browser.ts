import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export { startBrowser } from "../../center/server/documents/start-browser.ts";

/** Where pictures go: $SCREENSHOTS, or a new temporary folder. */
export async function pictureFolder(): Promise<string> {
  const wanted = process.env["SCREENSHOTS"];
  if (!wanted) return await mkdtemp(join(tmpdir(), "yuejian-screenshots-"));
  await mkdir(wanted, { recursive: true });
  return wanted;
}
