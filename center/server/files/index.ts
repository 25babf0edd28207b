export { type FolderFileStore, openFileStore, syncFolder } from "./file-store.ts";
