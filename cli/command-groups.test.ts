import { readdir } from "node:fs/promises";
import { expect, it } from "vitest";
import { commandGroups, commandsOf } from "./command-groups.ts";
import type { Command } from "./commands/command.ts";

const COMMANDS = new URL("./commands/", import.meta.url);

it("each command is found by the first word of its name, and no group is asked for a word that it has no command for", async () => {
  for (const group of commandGroups) {
    const first = new Set((await group.load()).map(({ name }) => name.split(" ")[0] ?? ""));
    expect([...first].sort()).toEqual([...group.words].sort());
  }
  const farmland = (await commandsOf("farmland")).map(({ name }) => name);
  expect(farmland).toEqual((await commandsOf()).map(({ name }) => name).filter((name) => name.startsWith("farmland ")));
  expect(await commandsOf("no-such-command")).toEqual([]);
});

it("no module of commands is forgotten, and none hides a command of another behind the same name", async () => {
  const written: string[] = [];
  for (const file of (await readdir(COMMANDS)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))) {
    const exported = (await import(new URL(file, COMMANDS).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported))
      if (name.endsWith("Commands")) written.push(...(value as readonly Command[]).map((command) => command.name));
  }
  const listed = (await commandsOf()).map(({ name }) => name).sort();
  expect(listed.filter((name, at) => name === listed[at - 1])).toEqual([]);
  expect(listed).toEqual([...new Set(written)].sort());
});
