import { deflateSync } from "node:zlib";

/** Grey pixels, a byte each, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Pages of a PDF drawn as grey pictures, at 200 dots an inch. */
export async function drawPages(pdf: Uint8Array): Promise<GreyPicture[]> {
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: 0 });
  const document = await task.promise;
  const pictures: GreyPicture[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const viewport = page.getViewport({ scale: 200 / 72 });
    const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
    const { canvas, context } = (document.canvasFactory as Factory).create(width, height);
    await page.render({ canvas, viewport }).promise;
    const { data } = context.getImageData(0, 0, width, height);
    pictures.push({ width, height, pixels: Uint8Array.from({ length: width * height }, (_, at) => data[4 * at] ?? 255) });
  }
  await task.destroy();
  return pictures;
}

interface Factory {
  create(
    width: number,
    height: number,
  ): {
    readonly canvas: object;
    readonly context: { getImageData(x: number, y: number, width: number, height: number): { readonly data: Uint8ClampedArray } };
  };
}

/** A PDF whose pages are pictures and nothing else, as a scanner makes it: A4. */
export function scannedPdf(pictures: readonly GreyPicture[]): Uint8Array {
  const objects: Buffer[] = [];
  const add = (text: string, stream?: Uint8Array): number => {
    const head = Buffer.from(stream ? `${text.replace(/>>$/, `/Length ${stream.length}>>`)}\nstream\n` : text, "latin1");
    objects.push(stream ? Buffer.concat([head, stream, Buffer.from("\nendstream")]) : head);
    return objects.length;
  };
  add("<</Type/Catalog/Pages 2 0 R>>");
  add("");
  const kids = pictures.map(({ width, height, pixels }) => {
    const image = add(
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode>>`,
      deflateSync(pixels),
    );
    const content = add("<<>>", Buffer.from("q 595 0 0 842 0 0 cm /I Do Q"));
    return add(`<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I ${image} 0 R>>>>/Contents ${content} 0 R>>`);
  });
  objects[1] = Buffer.from(`<</Type/Pages/Count ${kids.length}/Kids[${kids.map((kid) => `${kid} 0 R`).join(" ")}]>>`);
  let file = Buffer.from("%PDF-1.4\n");
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file = Buffer.concat([file, Buffer.from(`${at + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  return Buffer.concat([
    file,
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF`,
    ),
  ]);
}
