import type { UsedSettings } from "../settings.ts";
import { enterAnchorHouse } from "./anchor-house.ts";

/** Carries the queue until nothing is on its way; whoever starts it may kill it at any moment. */
const [storeUrl = "", settings = ""] = process.argv.slice(2);
const house = await enterAnchorHouse({ storeUrl, settings: JSON.parse(settings) as UsedSettings });
while (Object.keys(await house.pass()).length > 0);
await house.close();
