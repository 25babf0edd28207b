export { type AppOptions, createApp } from "./app.ts";
export type { App } from "./app-types.ts";
export { type ServeOptions, type Serving, serve } from "./serve.ts";
