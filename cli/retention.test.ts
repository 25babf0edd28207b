import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { YuejianError } from "@yuejian/contracts";
import { afterAll, describe, expect, it } from "vitest";
import { parseArguments } from "./arguments.ts";
import { retentionCommands } from "./commands/retention.ts";

const ROW = "bat_01JZ8Y3N5T7V9X1B3D5F7H9K2M:17";
const OTHER = "bat_01JZ8Y3N5T7V9X1B3D5F7H9K2M:4";
const folder = mkdtempSync(join(tmpdir(), "yuejian-retention-"));

afterAll(() => rmSync(folder, { recursive: true }));

/** What the command would ask of the server; what it refuses before it asks. */
async function asked(...words: string[]): Promise<unknown> {
  const preview = retentionCommands.find(({ name }) => name === "retention preview");
  if (preview === undefined) throw new Error("no such command");
  let body: unknown;
  await preview.run({
    arguments: parseArguments(words, preview.options),
    client: async () => ({ post: async (_path: string, order: unknown) => ((body = order), { datasets: [] }) }) as never,
    output: { locale: "en", result: () => undefined } as never,
  } as never);
  return body;
}

async function refusal(...words: string[]): Promise<{ code: string; zh: string; en: string }> {
  try {
    await asked(...words);
  } catch (error) {
    if (error instanceof YuejianError) return { code: error.code, zh: error.textFor("zh"), en: error.textFor("en") };
    throw error;
  }
  return { code: "", zh: "", en: "" };
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

describe("rows to be deleted on request", () => {
  it("are those of the call and of the file", async () => {
    const listed = file("rows.txt", `${OTHER}\r\n\n  ${OTHER} ${ROW}\n`);
    expect(await asked("--row", ROW, "--rows", listed)).toMatchObject({ request: { refs: [ROW, OTHER, OTHER, ROW] } });
  });

  it("are refused by name and place, with an example", async () => {
    const said = await refusal("--row", "nope");
    expect(said).toMatchObject({ code: "USAGE", zh: expect.stringContaining("--row：“nope”不是记录编号") });
    expect(said.en).toContain("as bat_01JZ8Y3N5T7V9X1B3D5F7H9K2M:17");
    const listed = file("wrong.txt", `${ROW}\n\n${ROW} bat_1:2\n`);
    expect((await refusal("--rows", listed)).en).toContain(`${listed}:3: “bat_1:2” is no row`);
  });

  it("are not read as «everything that is due» when the file names none or is not there", async () => {
    expect((await refusal("--rows", file("empty.txt", "\n \n"))).en).toContain("names no row");
    expect((await refusal("--rows", join(folder, "gone.txt"))).code).toBe("FILE_NOT_FOUND");
  });
});
