export { type Audit, type AuditFilter, type AuditRecord, createAudit } from "./audit.ts";
