export { createMappings, type Mapping, type Mappings, savedMapping } from "./mappings.ts";
export { createUploads, UPLOAD_MS, type Uploads } from "./uploads.ts";
