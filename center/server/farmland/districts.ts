import { type Office, YuejianError } from "@yuejian/contracts";
import { type AreaFile, placedAreas } from "@yuejian/farmland";
import type { Grid, ReferenceSystem } from "@yuejian/imagery";
import { readAreas } from "../imagery/index.ts";
import type { District } from "./same-place.ts";

const HEADINGS = ["office", "name", "region_code", "code", "检察院", "名称", "区划代码", "行政区代码", "xzqdm", "xzqmc"];

/** Areas of a file with the office of each. */
export interface NamedDistricts {
  readonly file: AreaFile;
  readonly offices: readonly string[];
}

/** Every area of the file has to name its office by id, name or region code. FARMLAND_OFFICE_UNKNOWN and what `readAreas` refuses */
export async function readDistricts(path: string, offices: readonly Office[]): Promise<NamedDistricts> {
  const file = await readAreas(path);
  const named = file.layer.features.map(({ properties }, index) => officeNamed(properties, { offices, file: file.name, index }));
  return { file, offices: named };
}

export function districtsOn(
  { file, offices }: NamedDistricts,
  place: { readonly grid: Grid; readonly system: ReferenceSystem },
): District[] {
  return placedAreas(file, place, true).flatMap(({ coverage, index }) => {
    const office = offices[index];
    return office === undefined ? [] : [{ office, coverage }];
  });
}

function officeNamed(
  properties: Readonly<Record<string, unknown>>,
  { offices, file, index }: { readonly offices: readonly Office[]; readonly file: string; readonly index: number },
): string {
  const values = Object.entries(properties).flatMap(([heading, value]) =>
    HEADINGS.includes(heading.toLowerCase()) && (typeof value === "string" || typeof value === "number") ? [String(value).trim()] : [],
  );
  const office = offices.find(({ id, regionCode, name }) =>
    values.some(
      (value) => value === id || value === regionCode || value === name.zh || `${value}人民检察院` === name.zh || value === name.en,
    ),
  );
  if (!office) throw new YuejianError("FARMLAND_OFFICE_UNKNOWN", { file, feature: index + 1, value: values.join("、") || "—" });
  return office.id;
}
