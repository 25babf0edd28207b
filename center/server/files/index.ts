export { decodeText } from "./decode-text.ts";
export { digestFile } from "./digest-file.ts";
export { type KeptFiles, openFileStore, syncFolder } from "./file-store.ts";
export { lendFile } from "./lend-file.ts";
export { moveFiles } from "./move-files.ts";
export { type ObjectStoreSettings, readObjectStoreSettings } from "./object-store/settings.ts";
export { type FilesPlace, openFiles } from "./open-files.ts";
export { SNIFFED_BYTES, type SniffedType, sniff } from "./sniff.ts";
