const [SECTOR, ENTRY, END, FREE, TABLE] = [512, 128, 0xfffffffe, 0xffffffff, 0xfffffffd];

/** Numbers of the allocation table's sectors that the head holds. */
const IN_HEAD = 109;

/** A compound file with these streams, by paths of at most one storage; each is filled up to the size from which streams stand by themselves. */
export function writeCompoundFile(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const storages = [...new Set(Object.keys(streams).flatMap((name) => (name.includes("/") ? [name.split("/")[0] as string] : [])))];
  const own = Object.entries(streams).filter(([name]) => !name.includes("/"));
  interface Made {
    readonly name: string;
    readonly type: number;
    right: number;
    child: number;
    first: number;
    size: number;
  }
  const root: Made = { name: "Root Entry", type: 5, right: FREE, child: FREE, first: END, size: 0 };
  const entries = [root];
  const contents: Uint8Array[] = [];
  let sectors = 0;
  const addStream = (name: string, bytes: Uint8Array): number => {
    const size = Math.max(bytes.length, 4096);
    const filled = new Uint8Array(Math.ceil(size / SECTOR) * SECTOR);
    filled.set(bytes);
    entries.push({ name, type: 2, right: FREE, child: FREE, first: sectors, size });
    contents.push(filled);
    sectors += filled.length / SECTOR;
    return entries.length - 1;
  };
  /** Neighbours stand in a row, which is a tree too. */
  const inRow = (numbers: readonly number[]): number => {
    for (const [at, number] of numbers.entries()) (entries[number] as Made).right = numbers[at + 1] ?? FREE;
    return numbers[0] ?? FREE;
  };
  const top = own.map(([name, bytes]) => addStream(name, bytes));
  for (const storage of storages) {
    entries.push({ name: storage, type: 1, right: FREE, child: FREE, first: 0, size: 0 });
    const place = entries.length - 1;
    const inside = Object.entries(streams).filter(([name]) => name.startsWith(`${storage}/`));
    (entries[place] as Made).child = inRow(inside.map(([name, bytes]) => addStream(name.slice(storage.length + 1), bytes)));
    top.push(place);
  }
  root.child = inRow(top);

  const directorySectors = Math.ceil((entries.length * ENTRY) / SECTOR);
  const tableSectors = Math.ceil((sectors + directorySectors) / 126) + 1;
  // Where the head has no room for more numbers of the table's sectors they stand in sectors of their own.
  const listSectors = Math.ceil(Math.max(0, tableSectors - IN_HEAD) / 127);
  const all = sectors + directorySectors + tableSectors + listSectors;
  const bytes = new Uint8Array(SECTOR * (1 + all));
  const view = new DataView(bytes.buffer);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  view.setUint16(26, 3, true);
  view.setUint16(28, 0xfffe, true);
  view.setUint16(30, 9, true);
  view.setUint16(32, 6, true);
  view.setUint32(44, tableSectors, true);
  view.setUint32(48, sectors, true);
  view.setUint32(56, 4096, true);
  view.setUint32(60, END, true);
  const firstList = sectors + directorySectors + tableSectors;
  view.setUint32(68, listSectors > 0 ? firstList : END, true);
  view.setUint32(72, listSectors, true);
  for (let list = 0; list < listSectors; list += 1) {
    const at = SECTOR * (1 + firstList + list);
    for (let number = 0; number < 127; number += 1) {
      const sector = IN_HEAD + list * 127 + number;
      view.setUint32(at + number * 4, sector < tableSectors ? sectors + directorySectors + sector : FREE, true);
    }
    view.setUint32(at + 508, list + 1 < listSectors ? firstList + list + 1 : END, true);
  }
  for (let at = 0; at < IN_HEAD; at += 1) view.setUint32(76 + at * 4, at < tableSectors ? sectors + directorySectors + at : FREE, true);

  let place = SECTOR;
  for (const content of contents) {
    bytes.set(content, place);
    place += content.length;
  }
  for (const [at, { name, type, right, child, first, size }] of entries.entries()) {
    const start = SECTOR * (1 + sectors) + at * ENTRY;
    for (let letter = 0; letter < name.length; letter += 1) view.setUint16(start + letter * 2, name.charCodeAt(letter), true);
    view.setUint16(start + 64, name.length * 2 + 2, true);
    bytes[start + 66] = type;
    bytes[start + 67] = 1;
    for (const [offset, value] of [
      [68, FREE],
      [72, right],
      [76, child],
      [116, first],
      [120, size],
    ] as const)
      view.setUint32(start + offset, value, true);
  }
  const table = SECTOR * (1 + sectors + directorySectors);
  const setNext = (sector: number, next: number): void => view.setUint32(table + sector * 4, next, true);
  for (let at = 0; at < (tableSectors * SECTOR) / 4; at += 1) setNext(at, FREE);
  const chain = (first: number, count: number): void => {
    for (let at = 0; at < count; at += 1) setNext(first + at, at === count - 1 ? END : first + at + 1);
  };
  for (const { type, first, size } of entries) if (type === 2) chain(first, Math.ceil(size / SECTOR));
  chain(sectors, directorySectors);
  for (let at = 0; at < tableSectors; at += 1) setNext(sectors + directorySectors + at, TABLE);
  return bytes;
}
