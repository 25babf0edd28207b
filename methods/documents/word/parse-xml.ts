import { SaxesParser } from "saxes";
import { unreadable } from "./unreadable.ts";

/** Of a tag: offset of its “<” in the XML and behind its “>”. */
export interface XmlPlace {
  readonly start: number;
  readonly end: number;
}

/** Names and keys come without their prefix. */
export interface XmlReceiver {
  open(name: string, attributes: Readonly<Record<string, string>>, place: XmlPlace): void;
  close(name: string, place: XmlPlace): void;
  text(text: string): void;
}

/** A document type declaration is refused: Word writes none, entity bombs do. DOCUMENT_UNREADABLE */
export function parseXml(file: string, xml: string, receiver: XmlReceiver): void {
  const parser = new SaxesParser();
  parser.on("doctype", () => {
    throw unreadable(file, "declares-type");
  });
  parser.on("error", (cause) => {
    throw unreadable(file, "damaged", cause);
  });
  const local = (name: string): string => name.slice(name.indexOf(":") + 1);
  const place = (): XmlPlace => ({ start: xml.lastIndexOf("<", parser.position - 1), end: parser.position });
  parser.on("opentag", ({ name, attributes }) =>
    receiver.open(local(name), Object.fromEntries(Object.entries(attributes).map(([key, value]) => [local(key), value])), place()),
  );
  parser.on("closetag", ({ name }) => receiver.close(local(name), place()));
  parser.on("text", (piece) => receiver.text(piece));
  parser.on("cdata", (piece) => receiver.text(piece));
  parser.write(xml).close();
}
