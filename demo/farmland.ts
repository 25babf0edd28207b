import { type Grid, referenceSystem, writeGeoTiff } from "@yuejian/imagery";
import { Random } from "./random.ts";

/** A small landscape over four years: fields of crops on a grid of ten metres near Yueyang, one image every twenty days with clouds and their masks, parcels, approvals and
 *  districts; what was built, flooded or dug away without and with an approval is planted. The same seed gives the same bytes. */
export interface FarmlandFiles {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly planted: readonly PlantedChange[];
}

export interface PlantedChange {
  /** Pixels of the grid. */
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
  readonly cover: Cover;
  /** YYYY-MM-DD */
  readonly since: string;
  readonly approval: "none" | "always" | "later";
  /** From when on it is fields again; null: never. */
  readonly until: string | null;
}

type Cover = "building" | "water" | "soil";

const GRID: Grid = { width: 160, height: 120, west: 409_000, north: 3_251_000, pixelWidth: 10, pixelHeight: 10, crs: "EPSG:4547" };
const FIELD = { width: 20, height: 15 } as const;
const FIRST_DAY = "2022-11-05";
const EVERY_DAYS = 20;

const PLANTED: readonly PlantedChange[] = [
  { column: 24, row: 18, width: 9, height: 7, cover: "building", since: "2026-02-10", approval: "none", until: null },
  { column: 64, row: 33, width: 12, height: 10, cover: "water", since: "2026-03-01", approval: "none", until: null },
  { column: 105, row: 20, width: 6, height: 5, cover: "soil", since: "2026-02-20", approval: "none", until: null },
  { column: 125, row: 64, width: 10, height: 8, cover: "building", since: "2026-01-25", approval: "always", until: null },
  { column: 44, row: 78, width: 8, height: 8, cover: "building", since: "2026-03-10", approval: "later", until: null },
  { column: 84, row: 92, width: 14, height: 4, cover: "building", since: "2026-02-15", approval: "none", until: null },
  { column: 145, row: 95, width: 9, height: 9, cover: "soil", since: "2026-01-15", approval: "none", until: null },
];

/** Days run to a last one, so that a second delivery continues the first. */
export function generateFarmland({
  seed,
  lastDay = "2026-10-25",
  planted = PLANTED,
}: {
  readonly seed: number;
  readonly lastDay?: string;
  readonly planted?: readonly PlantedChange[];
}): FarmlandFiles {
  const files = [
    ...areaFiles(planted),
    ...daysUntil(lastDay).flatMap((day, index) => {
      const name = day.replaceAll("-", "");
      const { bands, clouds } = sceneOf(day, { seed, index, planted });
      return [
        { name: `images/S2_${name}.tif`, bytes: writeGeoTiff(bands, GRID, 0) },
        { name: `images/S2_${name}_mask.tif`, bytes: writeGeoTiff(clouds, GRID, 255) },
      ];
    }),
  ];
  return { files, planted };
}

function daysUntil(lastDay: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(FIRST_DAY); at <= Date.parse(lastDay); at += EVERY_DAYS * 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

interface SceneFacts {
  readonly seed: number;
  readonly index: number;
  readonly planted: readonly PlantedChange[];
}

/** Reflectance × 250 in blue, green, red and near infrared, and 1 where a cloud hides the ground. */
function sceneOf(day: string, { seed, index, planted }: SceneFacts): { bands: Uint8Array[]; clouds: Uint8Array } {
  const { width, height } = GRID;
  const random = new Random(seed, 1, index);
  const bands = [0, 1, 2, 3].map(() => new Uint8Array(width * height));
  const clouds = cloudsOf(random);
  const gain = 0.97 + 0.06 * random.next();
  for (let at = 0; at < width * height; at++) {
    const [column, row] = [at % width, Math.floor(at / width)];
    const reflectances = clouds[at] === 1 ? CLOUD : groundAt(column, row, { day, seed, planted });
    for (let band = 0; band < 4; band++) {
      const value = gain * ((reflectances[band] ?? 0) + 0.008 * (random.next() + random.next() - 1));
      (bands[band] as Uint8Array)[at] = Math.max(1, Math.min(254, Math.round(value * 250)));
    }
  }
  return { bands, clouds };
}

const CLOUD = [0.7, 0.7, 0.7, 0.75] as const;
const COVERS: Readonly<Record<Cover, readonly [number, number, number, number]>> = {
  building: [0.27, 0.28, 0.29, 0.31],
  water: [0.08, 0.09, 0.06, 0.03],
  soil: [0.11, 0.16, 0.22, 0.27],
};

function groundAt(
  column: number,
  row: number,
  { day, seed, planted }: { readonly day: string; readonly seed: number; readonly planted: readonly PlantedChange[] },
): readonly number[] {
  const change = planted.find(
    (each) => column >= each.column && column < each.column + each.width && row >= each.row && row < each.row + each.height,
  );
  if (change && day >= change.since && (change.until === null || day < change.until)) return COVERS[change.cover];
  // A river and a village stay as they are.
  if (column < 6) return COVERS.water;
  if (column >= 8 && column < 16 && row >= 4 && row < 12) return COVERS.building;
  const vegetation = vegetationOf(column, row, { day, seed });
  const red = 0.13 - 0.1 * vegetation;
  return [red * 0.55, 0.09 + 0.02 * vegetation, red, (red * (1 + vegetation)) / (1 - vegetation)];
}

/** Index of vegetation: oilseed rape and rice, wheat and maize, or one crop of rice; sown some days earlier or later every year and field. */
function vegetationOf(column: number, row: number, { day, seed }: { readonly day: string; readonly seed: number }): number {
  const field = Math.floor(column / FIELD.width) * 100 + Math.floor(row / FIELD.height);
  const kind = new Random(seed, 2, field).between(0, 2);
  const shift = new Random(seed, 3, field, Number(day.slice(0, 4))).between(-6, 6);
  const dayOfYear = (Date.parse(day) - Date.parse(`${day.slice(0, 4)}-01-01`)) / 86_400_000 - shift;
  const season = (middle: number, span: number) => {
    const apart = Math.min(Math.abs(dayOfYear - middle), 365 - Math.abs(dayOfYear - middle));
    return Math.exp(-((apart / span) ** 2));
  };
  const winter = kind === 2 ? 0 : 0.5 * season(85, 40);
  const summer = 0.6 * season(kind === 1 ? 200 : 215, 48);
  return Math.min(0.85, 0.2 + winter + summer);
}

/** Round clouds over about a fifth of the scene. */
function cloudsOf(random: Random): Uint8Array {
  const clouds = new Uint8Array(GRID.width * GRID.height);
  const count = random.between(0, 5);
  for (let cloud = 0; cloud < count; cloud++) {
    const [x, y, radius] = [random.between(0, GRID.width), random.between(0, GRID.height), random.between(12, 30)];
    for (let row = Math.max(0, y - radius); row < Math.min(GRID.height, y + radius); row++)
      for (let column = Math.max(0, x - radius); column < Math.min(GRID.width, x + radius); column++)
        if ((column - x) ** 2 + (row - y) ** 2 < radius ** 2) clouds[row * GRID.width + column] = 1;
  }
  return clouds;
}

/** Parcels of every field, approvals of what was approved, and the districts of two offices. */
function areaFiles(planted: readonly PlantedChange[]): FarmlandFiles["files"] {
  const columns = GRID.width / FIELD.width;
  const parcels = Array.from({ length: columns * (GRID.height / FIELD.height) }, (_, at) => {
    const [across, down] = [at % columns, Math.floor(at / columns)];
    const place = { column: across * FIELD.width + 0.5, row: down * FIELD.height + 0.5, width: FIELD.width - 1, height: FIELD.height - 1 };
    return area(place, { id: `GT-${String(at + 1).padStart(3, "0")}`, kind: (across + down) % 3 === 0 ? "耕地" : "永久基本农田" });
  });
  const approvals = planted
    .filter(({ approval }) => approval !== "none")
    .map(({ approval, ...place }, at) =>
      area(
        { column: place.column - 1, row: place.row - 1, width: place.width + 2, height: place.height + 2 },
        {
          number: `岳自然资批〔2025〕${at + 1}号`,
          valid_from: approval === "always" ? "2025-01-01" : "2026-06-01",
          valid_to: "2028-12-31",
        },
      ),
    );
  const half = GRID.width / 2;
  const districts = [
    area({ column: 0, row: 0, width: half, height: GRID.height }, { office: "yueyang-county", name: "岳阳县" }),
    area({ column: half, row: 0, width: half, height: GRID.height }, { office: "xiangyin", name: "湘阴县" }),
  ];
  const file = (name: string, features: readonly object[]) => ({
    name,
    bytes: new TextEncoder().encode(`${JSON.stringify({ type: "FeatureCollection", features })}\n`),
  });
  return [file("parcels.geojson", parcels), file("approvals.geojson", approvals), file("districts.geojson", districts)];
}

interface Place {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

function area({ column, row, width, height }: Place, properties: object): object {
  const system = referenceSystem(GRID.crs ?? "");
  if (system === null) throw new RangeError("the grid of the landscape has no reference system");
  const corner = (x: number, y: number) =>
    system.toLonLat(GRID.west + x * GRID.pixelWidth, GRID.north - y * GRID.pixelHeight).map((degrees) => Number(degrees.toFixed(8)));
  const ring = [
    corner(column, row + height),
    corner(column + width, row + height),
    corner(column + width, row),
    corner(column, row),
    corner(column, row + height),
  ];
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } };
}
