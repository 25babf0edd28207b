import type { FieldPosition } from "@yuejian/contracts";

const OPTIONS: PositionOptions = { enableHighAccuracy: true, timeout: 30_000, maximumAge: 0 };
const REASONS: Readonly<Record<number, "refused" | "unavailable" | "timed-out">> = { 1: "refused", 2: "unavailable", 3: "timed-out" };

/** Where the device says that it is, or why it does not say. */
export function takePosition(): Promise<FieldPosition> {
  const { geolocation } = navigator as Partial<Navigator>;
  if (geolocation === undefined) return Promise.resolve({ state: "unavailable" });
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy }, timestamp }) =>
        resolve({
          state: "measured",
          latitude: shortest(latitude),
          longitude: shortest(longitude),
          accuracyMetres: Math.round(accuracy),
          at: new Date(timestamp).toISOString(),
        }),
      ({ code }) => resolve({ state: REASONS[code] ?? "unavailable" }),
      OPTIONS,
    );
  });
}

/** Decimal degrees to a centimetre in their one spelling. */
function shortest(degrees: number): string {
  const text = degrees.toFixed(7).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}
