import "../kit/index.ts";
