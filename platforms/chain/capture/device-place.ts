import type { FieldPosition } from "@yuejian/contracts";
import type { CapturePlace } from "../format/index.ts";

/** The place of a capture as a device's location service told it; withheld where it told none. */
export function devicePlace(position: FieldPosition): CapturePlace {
  if (position.state !== "measured") return { kind: "withheld" };
  const { latitude, longitude, accuracyMetres } = position;
  return { kind: "coordinates", latitude, longitude, accuracyMetres, source: "device" };
}
