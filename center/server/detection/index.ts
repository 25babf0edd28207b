export { mayDetect, switchDetection } from "./switches.ts";
