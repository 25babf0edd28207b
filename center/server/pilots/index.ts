export { comparisonOf } from "./comparison.ts";
export { endPilot, fixPilot, type PilotPorts, readPilot, withdrawPilot } from "./register.ts";
