import { type GridWindow, transformation, type VectorFeature } from "@yuejian/imagery";
import { type AreaFile, type GridPlace, outside, systemOfAreas, textOf } from "../areas.ts";
import type { DetectionAreas } from "../ground.ts";

/** The areas of a file that touch one tile, and their places in the file. */
export interface TileAreas {
  readonly file: AreaFile;
  readonly places: readonly number[];
}

/** Areas of a file in the coordinates of a scene, ready to be given out tile by tile. */
export interface PlacedAreas {
  /** Areas that touch the scene. */
  readonly count: number;
  in(window: GridWindow): TileAreas;
}

interface Box {
  readonly feature: VectorFeature;
  readonly place: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

/** VECTORS_SYSTEM_UNKNOWN; VECTORS_OUTSIDE_IMAGE where none touches the scene, unless they may. */
export function placeAreas(file: AreaFile, { grid, system }: GridPlace, mayLieOutside = false): PlacedAreas {
  const own = systemOfAreas(file);
  const inScene = transformation(own, system);
  const boxes = file.layer.features.flatMap((feature, place) => {
    const polygons = feature.polygons.map((polygon) => polygon.map((ring) => ring.map(([x, y]) => inScene(x, y))));
    // An area without a number of its own is known by its place in the whole file.
    const properties = textOf(feature, "id") === null ? { ...feature.properties, id: String(place + 1) } : feature.properties;
    const box = {
      feature: { ...feature, polygons, properties },
      place,
      west: Infinity,
      north: Infinity,
      east: -Infinity,
      south: -Infinity,
    };
    for (const [shell = []] of polygons)
      for (const [x, y] of shell) {
        const [column, row] = [(x - grid.west) / grid.pixelWidth, (grid.north - y) / grid.pixelHeight];
        box.west = Math.min(box.west, column);
        box.east = Math.max(box.east, column);
        box.north = Math.min(box.north, row);
        box.south = Math.max(box.south, row);
      }
    return touches(box, { column: 0, row: 0, width: grid.width, height: grid.height }) ? [box] : [];
  });
  if (boxes.length === 0 && file.layer.features.length > 0 && !mayLieOutside) throw outside(file, { grid, system }, own);
  return {
    count: boxes.length,
    in(window) {
      const inside = boxes.filter((box) => touches(box, window));
      return {
        file: { name: file.name, layer: { ...file.layer, crs: system.name, features: inside.map(({ feature }) => feature) } },
        places: inside.map(({ place }) => place),
      };
    },
  };
}

/** Parcels and approvals of a scene, ready to be given out window by window. */
export interface GivenAreas {
  in(window: GridWindow): DetectionAreas;
  /** Numbers of approvals as the file has them. */
  inOrder(numbers: ReadonlySet<string>): string[];
}

/** What `placeAreas` refuses; approvals may lie outside. */
export function giveAreas({ parcels, approvals }: DetectionAreas, place: GridPlace, mayLieOutside = false): GivenAreas {
  const placed = {
    ...(parcels && { parcels: placeAreas(parcels, place, mayLieOutside) }),
    ...(approvals && { approvals: placeAreas(approvals, place, true) }),
  };
  return {
    in: (window) => ({
      ...(placed.parcels && { parcels: placed.parcels.in(window).file }),
      ...(placed.approvals && { approvals: placed.approvals.in(window).file }),
    }),
    inOrder: (numbers) =>
      (approvals?.layer.features ?? []).flatMap((feature, place) => {
        const number = textOf(feature, "id") ?? String(place + 1);
        return numbers.has(number) ? [number] : [];
      }),
  };
}

function touches({ west, north, east, south }: Box, { column, row, width, height }: GridWindow): boolean {
  return west < column + width && east > column && north < row + height && south > row;
}
