export { captureSupplements } from "./capture-supplements.ts";
export { type DeviceKey, registerDeviceKey, revokeDeviceKey, type Standing } from "./device-keys.ts";
export { type CheckedCapture, checkCapture, readCaptureFile, receiveCaptureIn } from "./receive-capture.ts";
