import type { Family } from "../../marked/set.ts";

/** By name; each document's `family` is its name here. */
export const FAMILIES: Readonly<Record<string, Family>> = {};
