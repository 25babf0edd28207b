import type { KeptFiles } from "../files/index.ts";
import type { MeasuredImages } from "./measure-images.ts";
import { chipPng, dayPicture, overviewPng } from "./pictures.ts";
import type { ReadDays } from "./read-days.ts";
import { detailOf, pictureDays, type ViolationDetail } from "./violation-detail.ts";

/** Days of which the whole is drawn; of more, evenly chosen ones. */
const MOST_DAYS = 120;

export interface Chip {
  readonly date: string;
  readonly sha256: string;
}

export interface DrawnObject {
  readonly detail: ViolationDetail;
  readonly before: Chip | null;
  readonly after: Chip | null;
}

export interface DrawnPictures {
  readonly days: readonly { readonly date: string; readonly sha256: string; readonly width: number; readonly height: number }[];
  /** In the order of the objects. */
  readonly objects: readonly DrawnObject[];
  readonly colours: string;
}

interface Drawing {
  readonly files: Pick<KeptFiles, "put">;
  /** In the order of the objects. */
  readonly curves: ReadDays["curves"];
  readonly onProgress: (done: number, total: number) => void;
}

/** Draws the days and, of each object, the days before and after; one image is held at a time. */
export async function drawPictures(images: MeasuredImages, { files, curves, onProgress }: Drawing): Promise<DrawnPictures> {
  const { dates, objects, grid } = images;
  const details = objects.map((object, index) => detailOf(object, images, curves[index] ?? []));
  const wanted = details.map(pictureDays);
  const shown = new Set(evenly(dates));
  const drawn = details.map((detail): { detail: ViolationDetail; before: Chip | null; after: Chip | null } => ({
    detail,
    before: null,
    after: null,
  }));
  const days: { date: string; sha256: string; width: number; height: number }[] = [];
  let colours = "vegetation";
  for (const [index, date] of dates.entries()) {
    onProgress(index, dates.length);
    const isWanted = wanted.some(({ before, after }) => before === date || after === date);
    if (!shown.has(date) && !isWanted) continue;
    const picture = dayPicture(await images.bandsOf(date), await images.sceneOf(date), grid);
    colours = picture.colours;
    if (shown.has(date)) {
      const { png, width, height } = overviewPng(picture);
      days.push({ date, sha256: (await files.put(png)).sha256, width, height });
    }
    for (const [at, object] of drawn.entries())
      for (const which of ["before", "after"] as const)
        if (wanted[at]?.[which] === date) {
          const { sha256 } = await files.put(chipPng(picture, objects[at]?.outline ?? []));
          object[which] = { date, sha256 };
        }
  }
  return { days, objects: drawn, colours };
}

function evenly(dates: readonly string[]): readonly string[] {
  if (dates.length <= MOST_DAYS) return dates;
  return Array.from({ length: MOST_DAYS }, (_, at) => dates[Math.round((at * (dates.length - 1)) / (MOST_DAYS - 1))] ?? "");
}
