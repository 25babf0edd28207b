import type { FieldPosition } from "@yuejian/contracts";
import type { FieldCheckView } from "@yuejian/contracts/api";
import { useLanguage } from "../language/locale.tsx";

type Place = readonly [number, number];
const SIDE = 240;
const EDGE = 16;

/** The outline and, where it is known, the person's own place with its accuracy; without any map below, since there is no network. */
export function OutlineSketch({ task, position }: { readonly task: FieldCheckView; readonly position: FieldPosition }) {
  const { t } = useLanguage();
  const { geometry } = task;
  const polygons = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) as Place[][][];
  const rings = polygons.flat();
  const here: Place | null = position.state === "measured" ? [Number(position.longitude), Number(position.latitude)] : null;
  const scaled = scaleOf(here === null ? rings.flat() : [...rings.flat(), here]);
  const dot = here === null ? null : scaled.at(here);
  const radius = position.state === "measured" ? Math.max(3, Math.min(SIDE, position.accuracyMetres * scaled.pixelsAMetre)) : 0;
  return (
    <figure className="field-sketch">
      <svg viewBox={`0 0 ${SIDE} ${SIDE}`} role="img" aria-label={t("field.sketch")}>
        {rings.map((ring, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rings of an outline never change.
          <polygon key={at} points={ring.map((place) => scaled.at(place).join(",")).join(" ")} />
        ))}
        {dot && <circle className="accuracy" cx={dot[0]} cy={dot[1]} r={radius} />}
        {dot && <circle className="here" cx={dot[0]} cy={dot[1]} r={5} />}
      </svg>
      <figcaption className="muted">
        {t("field.north")}
        {dot && ` · ● ${t("field.you")}`}
      </figcaption>
    </figure>
  );
}

const METRES_A_DEGREE = 111_195;

function scaleOf(places: readonly Place[]): { readonly at: (place: Place) => Place; readonly pixelsAMetre: number } {
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const across = METRES_A_DEGREE * Math.cos((((south + north) / 2) * Math.PI) / 180);
  const metres = Math.max(1, (east - west) * across, (north - south) * METRES_A_DEGREE);
  const pixelsAMetre = (SIDE - 2 * EDGE) / metres;
  const at = ([x, y]: Place): Place => [
    SIDE / 2 + (x - (west + east) / 2) * across * pixelsAMetre,
    SIDE / 2 - (y - (south + north) / 2) * METRES_A_DEGREE * pixelsAMetre,
  ];
  return { at, pixelsAMetre };
}
