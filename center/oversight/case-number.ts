import { CASE_PAPERS, type DocumentKind, INSTRUMENT_KINDS, type Office } from "@yuejian/contracts";

const CHINA_OFFSET_MS = 8 * 3600_000;

/** Abbreviations that the offices use in document numbers; an office that is not listed goes by its name. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  yueyang: "岳检",
  yueyanglou: "岳楼检",
  yunxi: "云检",
  junshan: "君检",
  "yueyang-county": "岳县检",
  huarong: "华检",
  xiangyin: "湘阴检",
  pingjiang: "平检",
  miluo: "汨检",
  linxiang: "临检",
  quyuan: "屈检",
};

/** The year in China at an instant (ISO 8601): numbers start again with the calendar year of the office, not of UTC. */
export function officialYear(at: string): number {
  return new Date(Date.parse(at) + CHINA_OFFSET_MS).getUTCFullYear();
}

/** Number shown on a supervision case, with hexagonal brackets: 岳检监〔2026〕1号. `sequence` counts from 1 per office and year. */
export function caseNumber(office: Pick<Office, "id" | "name">, year: number, sequence: number): string {
  return documentNumber(office, "监", { year, sequence });
}

/** Number of an instrument or a paper: 岳检建〔2026〕1号. `sequence` counts from 1 per office, series and year. */
export function instrumentNumber(
  office: Pick<Office, "id" | "name">,
  kind: DocumentKind,
  at: { readonly year: number; readonly sequence: number },
): string {
  return documentNumber(office, seriesOf(kind), at);
}

/** The word in a document's number; kinds with one word share one row of numbers. */
export function seriesOf(kind: DocumentKind): string {
  return { ...INSTRUMENT_KINDS, ...CASE_PAPERS }[kind].series;
}

/** A document's number in a series of its office: 岳检羁建〔2026〕1号. */
export function documentNumber(
  office: Pick<Office, "id" | "name">,
  series: string,
  { year, sequence }: { year: number; sequence: number },
): string {
  const abbreviation = ABBREVIATIONS[office.id] ?? `${office.name.zh.replace("人民检察院", "")}检`;
  return `${abbreviation}${series}〔${year}〕${sequence}号`;
}
