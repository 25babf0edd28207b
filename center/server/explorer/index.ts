export { type Checkpoints, createCheckpoints } from "./checkpoints.ts";
export { findDigest } from "./digests.ts";
export { entryView, findEntries } from "./entries.ts";
export { type Recorder, startRecorder } from "./recorder.ts";
