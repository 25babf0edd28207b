import loadWabt from "wabt";

export interface CompiledModule {
  readonly compiled: never;
}

// The compiler's library for Node leaves WebAssembly out: this is what is used of it.
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: {
    compile(binary: Uint8Array): Promise<CompiledModule>;
    instantiate(module: CompiledModule): Promise<{ readonly exports: unknown }>;
  };
};

/** Compiles the text of a module; some ten milliseconds, so once a thread. */
export async function compileWat(name: string, text: string): Promise<CompiledModule> {
  const wabt = await loadWabt();
  const parsed = wabt.parseWat(name, text, { simd: true });
  try {
    return await WebAssembly.compile(new Uint8Array(parsed.toBinary({}).buffer));
  } finally {
    parsed.destroy();
  }
}

/** What a new instance of the module exports. */
export async function instantiate(module: CompiledModule): Promise<unknown> {
  return (await WebAssembly.instantiate(module)).exports;
}
