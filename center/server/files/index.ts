export { digestFile } from "./digest-file.ts";
export { type FolderFileStore, openFileStore, syncFolder } from "./file-store.ts";
export { SNIFFED_BYTES, type SniffedType, sniff } from "./sniff.ts";
