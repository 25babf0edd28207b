export { comparisonOf } from "./comparison.ts";
export { fixPilot, type PilotPorts, readPilot, withdrawPilot } from "./register.ts";
