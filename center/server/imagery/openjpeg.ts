import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { DecodeJp2 } from "@yuejian/imagery";

/** What is used of OpenJPEG as it is built for WebAssembly. */
interface Decoder {
  getEncodedBuffer(bytes: number): Uint8Array;
  /** Of the decoder's own memory: overwritten by whatever it does next. */
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  };
  delete(): void;
}

interface OpenJpeg {
  readonly J2KDecoder: new () => Decoder;
}

type Load = (options: { wasmBinary: Uint8Array; print: () => void; printErr: () => void }) => Promise<OpenJpeg>;

let loading: Promise<OpenJpeg> | null = null;

function load(): Promise<OpenJpeg> {
  loading ??= (async () => {
    const require = createRequire(import.meta.url);
    const start = require("@cornerstonejs/codec-openjpeg/decodewasmjs") as Load;
    const silent = () => {};
    return start({
      wasmBinary: await readFile(require.resolve("@cornerstonejs/codec-openjpeg/decodewasm")),
      print: silent,
      printErr: silent,
    });
  })();
  return loading;
}

/** The bytes come from outside; damage is told by an empty image or by a fault of the decoder. */
export const decodeJp2: DecodeJp2 = async (codestream) => {
  const { J2KDecoder } = await load();
  const decoder = new J2KDecoder();
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount: components, isSigned } = decoder.getFrameInfo();
    const { buffer } = decoder.getDecodedBuffer().slice();
    const values = bitsPerSample <= 8 ? new (isSigned ? Int8Array : Uint8Array)(buffer) : new (isSigned ? Int16Array : Uint16Array)(buffer);
    return values.length === width * height * components && values.length > 0 ? { width, height, components, values } : null;
  } catch {
    // A decoder that failed may have left its memory in disorder.
    loading = null;
    return null;
  } finally {
    decoder.delete();
  }
};
