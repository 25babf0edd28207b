import { dilated, type GridWindow, type Labels, labelObjects, type Shape } from "@yuejian/imagery";
import { EXTENT_PARAMETERS, FREE_PIXELS } from "../object-extent.ts";

/** How far an object can grow, and how far around what it may grow into it looks for controls. */
const GROWTH = EXTENT_PARAMETERS.rounds + 1;
const LOOKS = EXTENT_PARAMETERS.reachPixels + FREE_PIXELS;
/** Pixels along the end of a window of which the surroundings are not known: clouds beyond it reach in by one. */
const RIM = 1;

/** What a window cannot tell, because it depends on what lies beyond its end. */
export interface Horizon {
  /** 1 where an object may look different in a larger window. */
  readonly unsure: Uint8Array;
  /** What may become an object and reaches there, by the window's columns and rows. */
  readonly open: readonly GridWindow[];
}

/** Sides on which a scene goes on beyond a window. */
export interface OpenSides {
  readonly left: boolean;
  readonly top: boolean;
  readonly right: boolean;
  readonly bottom: boolean;
}

export function openSides({ column, row, width, height }: GridWindow, scene: Shape): OpenSides {
  return { left: column > 0, top: row > 0, right: column + width < scene.width, bottom: row + height < scene.height };
}

/** `mask` has 1 where a pixel may be part of an object. What reaches the rim may be larger than it is seen, so be taken or not, and grow; what lies near enough to meet it, or something beyond the rim, may look different then. Pieces of fewer
 *  than `leastPixels` that end within the window are never taken and change nothing. That a piece looks different because the one beside it does, and that because of a third, is not followed. Null where the window is the whole scene. */
export function horizonOf(
  mask: Uint8Array,
  shape: Shape,
  { sides, leastPixels }: { readonly sides: OpenSides; readonly leastPixels: number },
): Horizon | null {
  if (!sides.left && !sides.top && !sides.right && !sides.bottom) return null;
  const pieces = labelObjects(mask, shape);
  const boxes = boxesOf(pieces);
  const isOpen = new Uint8Array(pieces.count + 1);
  const unsure = new Uint8Array(mask.length);
  eachAlong(shape, { sides, pixels: RIM }, (at) => (isOpen[pieces.labels[at] ?? 0] = 1));
  isOpen[0] = 0;
  pieces.labels.forEach((label, at) => (unsure[at] = isOpen[label] ?? 0));
  const reached = dilated(unsure, shape, GROWTH);
  eachAlong(shape, { sides, pixels: RIM + GROWTH }, (at) => (reached[at] = 1));
  const near = dilated(reached, shape, GROWTH + LOOKS);
  pieces.labels.forEach((label, at) => {
    if (near[at] === 1 && (boxes[label - 1]?.pixels ?? 0) >= leastPixels) isOpen[label] = 1;
  });
  for (let at = 0; at < reached.length; at++) if (isOpen[pieces.labels[at] ?? 0] === 1) reached[at] = 1;
  return { unsure: reached, open: boxes.filter((_, index) => isOpen[index + 1] === 1) };
}

function boxesOf({ labels, count, width }: Labels): (GridWindow & { pixels: number })[] {
  const ends = Array.from({ length: count }, () => ({ left: Infinity, top: Infinity, right: 0, bottom: 0, pixels: 0 }));
  labels.forEach((label, at) => {
    const own = ends[label - 1];
    if (own === undefined) return;
    const [column, row] = [at % width, Math.floor(at / width)];
    own.left = Math.min(own.left, column);
    own.right = Math.max(own.right, column);
    own.top = Math.min(own.top, row);
    own.bottom = Math.max(own.bottom, row);
    own.pixels++;
  });
  return ends.map(({ left, top, right, bottom, pixels }) => ({
    column: left,
    row: top,
    width: right - left + 1,
    height: bottom - top + 1,
    pixels,
  }));
}

function eachAlong({ width, height }: Shape, { sides, pixels }: { sides: OpenSides; pixels: number }, visit: (at: number) => void): void {
  for (let row = 0; row < height; row++) {
    const isAcross = (sides.top && row < pixels) || (sides.bottom && row >= height - pixels);
    for (let column = 0; column < width; column++)
      if (isAcross || (sides.left && column < pixels) || (sides.right && column >= width - pixels)) visit(row * width + column);
  }
}

/** Pixels by which an object may reach beyond those that changed. */
export const GROWTH_PIXELS = GROWTH;
