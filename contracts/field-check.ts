import type { Text } from "./text.ts";

/** What a checker found on the ground at a place that images show changed. */
export const FIELD_FINDINGS = {
  confirmed: { zh: "属实", en: "Confirmed" },
  "not-confirmed": { zh: "不属实", en: "Not confirmed" },
  "cannot-tell": { zh: "无法判断", en: "Cannot tell" },
} as const satisfies Record<string, Text>;

export type FieldFinding = keyof typeof FIELD_FINDINGS;

export const FIELD_CHECK_STATES = {
  open: { zh: "待核查", en: "To be checked" },
  done: { zh: "已核查", en: "Checked" },
  withdrawn: { zh: "已撤回", en: "Withdrawn" },
} as const satisfies Record<string, Text>;

export type FieldCheckState = keyof typeof FIELD_CHECK_STATES;

/** Why a record has no position; a device that gave none is said to have given none. */
export const POSITION_ABSENCES = {
  refused: { zh: "未允许定位", en: "location was not allowed" },
  unavailable: { zh: "设备未能定位", en: "the device found no location" },
  "timed-out": { zh: "定位超时", en: "the device took too long to find its location" },
  "not-taken": { zh: "未定位", en: "no location was taken" },
} as const satisfies Record<string, Text>;

export const FIELD_SIGNERS = {
  checker: { zh: "核查人", en: "Checker" },
  present: { zh: "在场人", en: "Person present" },
} as const satisfies Record<string, Text>;

export type FieldSigner = keyof typeof FIELD_SIGNERS;

export const FIELD_RECORD_FORMAT = "yuejian-field-check/1";
/** Name of the record among the files of its capture. */
export const FIELD_RECORD_NAME = "field-check.json";

export const FIELD_LIMITS = { photos: 20, fileBytes: 50 * 1024 ** 2, signatureBytes: 2 * 1024 ** 2, note: 4000, name: 64 } as const;

/** One check as the device bound it together: its canonical JSON is hashed, and signed with the photos as one capture. All times are the device's own. */
export interface FieldRecord {
  readonly format: typeof FIELD_RECORD_FORMAT;
  readonly check: string;
  readonly violation: string;
  readonly finding: FieldFinding;
  /** A class of change; null unless something was found. */
  readonly class: string | null;
  readonly note: string;
  readonly checker: { readonly id: string; readonly name: string };
  readonly recordedAt: string;
  readonly position: FieldPosition;
  readonly photos: readonly FieldPhoto[];
  readonly signatures: readonly FieldSignature[];
}

export type FieldPosition =
  | {
      readonly state: "measured";
      /** WGS 84 as the device gives it, decimal degrees in their shortest form. */
      readonly latitude: string;
      readonly longitude: string;
      /** Whole metres, as the device estimates them. */
      readonly accuracyMetres: number;
      readonly at: string;
    }
  | { readonly state: keyof typeof POSITION_ABSENCES };

export interface FieldPhoto {
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly name: string;
  readonly takenAt: string;
}

export interface FieldSignature {
  readonly role: FieldSigner;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly signedAt: string;
}

type Ring = readonly (readonly number[])[];

/** GeoJSON, degrees. */
export interface Outline {
  readonly type: string;
  readonly coordinates: readonly unknown[];
}

/** Radius of the mean sphere, metres: over the kilometres that a checker walks it is off by less than half a per cent. */
const METRES_A_DEGREE = 111_195;

/** Whole metres from a place to the nearest point of an outline (Polygon or MultiPolygon); 0 inside, also of a hole's edge; null for an outline without rings. */
export function metresToOutline([longitude, latitude]: readonly [number, number], { type, coordinates }: Outline): number | null {
  const polygons = (type === "Polygon" ? [coordinates] : coordinates) as readonly (readonly Ring[])[];
  const across = METRES_A_DEGREE * Math.cos((latitude * Math.PI) / 180);
  let nearest = Number.POSITIVE_INFINITY;
  for (const rings of polygons) {
    let isInside = false;
    for (const ring of rings) {
      const corners = ring.map(([x = 0, y = 0]): readonly [number, number] => [(x - longitude) * across, (y - latitude) * METRES_A_DEGREE]);
      corners.forEach((from, at) => {
        const to = corners[(at + 1) % corners.length] ?? from;
        nearest = Math.min(nearest, fromOrigin(from, to));
        // Rings of holes turn it back.
        if (from[1] > 0 !== to[1] > 0 && from[0] - (from[1] * (to[0] - from[0])) / (to[1] - from[1]) > 0) isInside = !isInside;
      });
    }
    if (isInside) return 0;
  }
  return Number.isFinite(nearest) ? Math.round(nearest) : null;
}

/** Distance of the origin to a stretch. */
function fromOrigin([x, y]: readonly [number, number], [toX, toY]: readonly [number, number]): number {
  const [alongX, alongY] = [toX - x, toY - y];
  const length = alongX * alongX + alongY * alongY;
  const part = length === 0 ? 0 : Math.min(1, Math.max(0, -(x * alongX + y * alongY) / length));
  return Math.hypot(x + part * alongX, y + part * alongY);
}
