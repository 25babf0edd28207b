/** Where offices lie on the schematic map: column and row, from the north-west. Yueyang by its geography; offices that are not known here follow in their own order. */
const PLACES: Readonly<Record<string, readonly [column: number, row: number]>> = {
  huarong: [1, 1],
  junshan: [2, 1],
  yunxi: [3, 1],
  linxiang: [4, 1],
  yueyanglou: [2, 2],
  yueyang: [3, 2],
  "yueyang-county": [4, 2],
  quyuan: [2, 3],
  miluo: [3, 3],
  pingjiang: [4, 3],
  xiangyin: [2, 4],
};

const COLUMNS = 4;

export interface PlacedOffice<T> {
  readonly item: T;
  readonly column: number;
  readonly row: number;
}

export function placed<T extends { readonly office: string }>(items: readonly T[]): PlacedOffice<T>[] {
  const known = items.flatMap((item) => {
    const place = PLACES[item.office];
    return place ? [{ item, column: place[0], row: place[1] }] : [];
  });
  const below = Math.max(0, ...known.map(({ row }) => row));
  const others = items.filter(({ office }) => PLACES[office] === undefined);
  return [...known, ...others.map((item, at) => ({ item, column: 1 + (at % COLUMNS), row: below + 1 + Math.floor(at / COLUMNS) }))];
}
