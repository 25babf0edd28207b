import { YuejianError } from "@yuejian/contracts";
import { SaxesParser } from "saxes";
import type { SourceLimits } from "../source-table.ts";
import { entryContent } from "./zip-content.ts";
import { damaged, type ZipEntry, type ZipFile } from "./zip-directory.ts";

/** Names come without namespace prefix: some programs write `x:row` for `row`. */
export interface XmlReceiver {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** True: nothing more is needed of this part. */
  readonly isDone?: boolean;
}

/** Reads one XML part of a workbook. A document type declaration is refused: workbooks have none, entity bombs do.
 *  `afterPiece` runs between pieces, outside the parser. */
export async function readXmlPart(
  source: { readonly file: ZipFile; readonly entry: ZipEntry; readonly limits: SourceLimits },
  receiver: XmlReceiver,
  afterPiece: () => void = () => {},
): Promise<void> {
  const { file, entry, limits } = source;
  const parser = new SaxesParser();
  parser.on("doctype", () => {
    throw new YuejianError("FILE_TYPE_UNKNOWN", { file: file.name, reason: "XML 含 DTD / XML with a document type declaration" });
  });
  parser.on("error", (cause) => {
    throw damaged(file, `XML 损坏 / XML damaged: ${entry.path}`, cause);
  });
  parser.on("opentag", ({ name, attributes }) => receiver.open(localName(name), attributes));
  parser.on("closetag", ({ name }) => receiver.close?.(localName(name)));
  parser.on("text", (text) => receiver.text?.(text));
  parser.on("cdata", (text) => receiver.text?.(text));
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  try {
    for await (const piece of entryContent(file, entry, limits)) {
      decoder ??= new TextDecoder(xmlEncoding(piece), { fatal: true });
      parser.write(decoder.decode(piece, { stream: true }));
      afterPiece();
      if (receiver.isDone) return;
    }
    if (decoder !== null) parser.write(decoder.decode());
    parser.close();
  } catch (cause) {
    if (cause instanceof YuejianError) throw cause;
    throw damaged(file, `XML 损坏 / XML damaged: ${entry.path}`, cause);
  }
  afterPiece();
}

/** Attribute by its local name. */
export function attribute(attributes: Readonly<Record<string, string>>, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function xmlEncoding(start: Uint8Array): string {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  return "utf-8";
}
