import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { type Text, YuejianError } from "@yuejian/contracts";
import { referenceSystem } from "@yuejian/imagery";
import { dateInName } from "./date-in-name.ts";
import { rolesOf } from "./image-file.ts";
import { isMask } from "./plan-series.ts";
import { readAreas } from "./read-areas.ts";
import { readHeader } from "./read-image.ts";

/** What areas of a file are about. */
export type AreasRole = "parcels" | "approvals" | "boundaries";

/** One image or file of areas of a folder as it is, with what is wrong with it; such a one is not used. Paths count from the folder. */
export interface SortedFile {
  readonly path: string;
  readonly kind: "image" | "mask" | "areas" | "unknown";
  /** YYYY-MM-DD, of an image. */
  readonly date: string | null;
  readonly system: string | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly role: AreasRole | null;
  /** Areas in it. */
  readonly features: number | null;
  readonly problem: Text | null;
}

export interface SortedFolder {
  readonly files: readonly SortedFile[];
  /** Full paths of what can be used; masks stand beside their images. */
  readonly images: readonly string[];
  readonly masks: readonly string[];
  readonly areas: Readonly<Partial<Record<AreasRole, string>>>;
}

/** Parts of what stands beside them: headers, projections, tables of shapefiles, metadata. */
const COMPANION = /\.(hdr|xml|prj|dbf|shx|cpg|sbn|sbx|qpj|tfw|tifw|jgw|j2w|ovr|txt|md|csv|npy|lock)$|(^|\/)\.|thumbs\.db$/i;
const AREAS = /\.(shp|gpkg|geojson|json)$/i;
const SCENE = /\.SAFE$|^L[COTEM]\d{2}_|^L[COTEM]\d{14}/i;
const DEEPEST = 6;
const MOST_FILES = 20_000;

/** What lies in a folder as it was handed over: images (scenes as delivered included), masks, areas and what they are about, each with its problem where it has one. What is no image, has no
 *  projection, no date or one in the future, or is packed is named. `today`: YYYY-MM-DD. FILE_NOT_FOUND */
export async function sortFolder(folder: string, today: string): Promise<SortedFolder> {
  const found: string[] = [];
  await gather(folder, found, 0);
  const files: SortedFile[] = [];
  for (const path of found.sort()) files.push(await sorted(path, { folder, today }));
  const doubled = files.map((file, at) => {
    const isSecond = file.role !== null && files.findIndex(({ role, problem }) => role === file.role && problem === null) < at;
    return isSecond && file.problem === null ? { ...file, problem: secondOf(file.role) } : file;
  });
  const used = (kind: SortedFile["kind"]) =>
    doubled.filter((file) => file.kind === kind && file.problem === null).map(({ path }) => join(folder, path));
  return {
    files: doubled,
    images: used("image"),
    masks: used("mask"),
    areas: Object.fromEntries(
      doubled.flatMap(({ role, problem, path }) => (role === null || problem !== null ? [] : [[role, join(folder, path)]])),
    ),
  };
}

/** A scene's folder is one image: nothing in it is looked at by itself. */
async function gather(folder: string, found: string[], depth: number): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new YuejianError("FILE_NOT_FOUND", { file: basename(folder) }, { cause });
  });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (found.length >= MOST_FILES) return;
    if (entry.isDirectory() && !SCENE.test(entry.name)) {
      if (depth < DEEPEST) await gather(path, found, depth + 1);
    } else if (!COMPANION.test(entry.name)) found.push(path);
  }
}

interface SortingPlace {
  readonly folder: string;
  readonly today: string;
}

const NOTHING = { date: null, system: null, width: null, height: null, role: null, features: null, problem: null } as const;

async function sorted(full: string, { folder, today }: SortingPlace): Promise<SortedFile> {
  const path = relative(folder, full);
  const name = basename(full);
  const facts = await stat(full);
  if (facts.isFile() && facts.size === 0)
    return { ...NOTHING, path, kind: "unknown", problem: textOf(new YuejianError("FILE_EMPTY", { file: name })) };
  if (facts.isFile() && /\.(zip|tar|gz|tgz|rar|7z)$/i.test(name)) return { ...NOTHING, path, kind: "unknown", problem: PACKED };
  return facts.isFile() && AREAS.test(name) ? areasOf(full, path) : imageOf(full, { path, today });
}

const PACKED = {
  zh: "压缩包：上传时自动解开 zip；服务器上的文件夹请先解压，其他格式请先解压再上传",
  en: "packed: a zip that is uploaded is unpacked, in a folder on the server unpack it first, and other kinds before they are sent",
};

async function areasOf(full: string, path: string): Promise<SortedFile> {
  try {
    const { layer } = await readAreas(full);
    const role = roleOf(basename(path), layer.features[0]?.properties ?? {});
    return {
      ...NOTHING,
      path,
      kind: "areas",
      system: layer.crs,
      role,
      features: layer.features.length,
      problem: role === null ? UNCLEAR : null,
    };
  } catch (cause) {
    return { ...NOTHING, path, kind: "unknown", problem: textOf(cause) };
  }
}

const UNCLEAR = {
  zh: "看不出是地块、审批还是辖区：请在文件名中写明「地块」「审批」或「辖区」",
  en: "it is not clear whether these are parcels, approvals or districts: say so in the file's name (parcels, approvals, districts)",
};

function secondOf(role: AreasRole | null): Text {
  const zh = { parcels: "地块", approvals: "审批", boundaries: "辖区" }[role ?? "parcels"];
  return { zh: `已有另一个${zh}文件，只用第一个`, en: `there is another file of ${role ?? "parcels"}; only the first is used` };
}

const ROLE_NAMES: readonly (readonly [AreasRole, RegExp])[] = [
  ["approvals", /审批|批准|批复|approv/i],
  ["boundaries", /辖区|行政区|边界|district|bound/i],
  ["parcels", /地块|图斑|耕地|农田|parcel|farmland|field/i],
];
const ROLE_COLUMNS: readonly (readonly [AreasRole, RegExp])[] = [
  ["approvals", /^(valid_from|valid_to|有效期起|有效期止|批准文号)$/i],
  ["boundaries", /^(office|region_code|检察院|区划代码|行政区代码|xzqdm)$/i],
  ["parcels", /^(kind|dlmc|dlbm|地类|地类名称|永久基本农田)$/i],
];

/** The name says it, else the columns do. */
function roleOf(name: string, properties: Readonly<Record<string, unknown>>): AreasRole | null {
  const columns = Object.keys(properties);
  return (
    ROLE_NAMES.find(([, words]) => words.test(name))?.[0] ??
    ROLE_COLUMNS.find(([, words]) => columns.some((column) => words.test(column)))?.[0] ??
    null
  );
}

async function imageOf(full: string, { path, today }: { readonly path: string; readonly today: string }): Promise<SortedFile> {
  const name = basename(full);
  try {
    const header = await readHeader(full);
    const { grid } = header;
    const date = dateInName(name);
    const facts = { ...NOTHING, path, date, system: grid.crs, width: grid.width, height: grid.height };
    if (isMask(name)) return { ...facts, kind: "mask" };
    const { roles } = rolesOf(header);
    const refused =
      grid.crs === null || referenceSystem(grid.crs) === null
        ? new YuejianError("IMAGE_SYSTEM_UNKNOWN", { file: name, crs: grid.crs ?? "—" })
        : roles.includes("red") && roles.includes("nir")
          ? null
          : new YuejianError("IMAGE_BANDS_UNKNOWN", { file: name, count: header.bandCount });
    return { ...facts, kind: "image", problem: refused === null ? dateProblem(date, today) : textOf(refused) };
  } catch (cause) {
    return { ...NOTHING, path, kind: "unknown", problem: textOf(cause) };
  }
}

/** The first satellite that saw fields began in July 1972. */
const FIRST_IMAGE = "1972-07-23";

function dateProblem(date: string | null, today: string): Text | null {
  if (date === null) return { zh: "文件名中没有日期（如 20240410）：请改名", en: "its name holds no date (such as 20240410): rename it" };
  if (date > today) return { zh: `日期 ${date} 在今天之后：请核对文件名`, en: `its date ${date} lies in the future: check its name` };
  if (date < FIRST_IMAGE)
    return { zh: `日期 ${date} 早于任何卫星影像：请核对文件名`, en: `its date ${date} is before any satellite image: check its name` };
  return null;
}

function textOf(cause: unknown): Text {
  const error = cause instanceof YuejianError ? cause : new YuejianError("UNEXPECTED", { reference: String(cause) }, { cause });
  return { zh: error.textFor("zh"), en: error.textFor("en") };
}
