export * from "./chain.ts";
export * from "./data.ts";
export * from "./session.ts";
export * from "./shapes.ts";
export * from "./work.ts";
