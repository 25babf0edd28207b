export { type DemoStaff, demoStaff, generateCity } from "@yuejian/demo";
export { openHome } from "./home/index.ts";
export { createApp, serve } from "./http/index.ts";
