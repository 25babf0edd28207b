import { crc32 } from "node:zlib";

export interface ZipMember {
  /** As bytes, since packers write names in GBK too. */
  readonly name: string | Uint8Array;
  readonly content: Uint8Array;
  /** Bit 0: encrypted. */
  readonly flags?: number;
}

/** A ZIP of stored members that says whatever it is told to say. */
export function zipBytes(members: readonly ZipMember[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const { name, content, flags = 0 } of members) {
    const nameBytes = Buffer.from(name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flags, 2);
    shared.writeUInt32LE(crc32(content), 10);
    shared.writeUInt32LE(content.length, 14);
    shared.writeUInt32LE(content.length, 18);
    shared.writeUInt16LE(nameBytes.length, 22);
    const header = Buffer.concat([Buffer.from("504b0304", "hex"), shared, nameBytes, content]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from("504b01021400", "hex"), shared, end, nameBytes]));
    local.push(header);
    at += header.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}
