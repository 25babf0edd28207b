export { type DoctorOptions, type DoctorPorts, doctor } from "./doctor.ts";
export type { DoctorReport } from "./report.ts";
