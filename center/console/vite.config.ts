import { readFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** Served without compression the first page would be four times as large; the server picks the `.br` beside a file. */
function precompress(): Plugin {
  return {
    name: "yuejian-precompress",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        if (!/\.(js|css|svg|html)$/.test(fileName)) continue;
        const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
        if (content.length < 1_400) continue;
        const source = brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
        this.emitFile({ type: "asset", fileName: `${fileName}.br`, source });
      }
    },
  };
}

/** Keeps the woff2 of each font subset only: every browser that runs the console reads it. */
function woff2Only(): Plugin {
  return {
    name: "yuejian-woff2-only",
    enforce: "pre",
    async load(id) {
      if (!/@fontsource\/[^?]+\.css$/.test(id)) return null;
      const css = await readFile(id, "utf8");
      return css.replaceAll(/,\s*url\([^)]+\.woff\)\s*format\('woff'\)/g, "");
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [woff2Only(), react(), precompress()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": process.env["YUEJIAN_SERVER"] ?? "http://127.0.0.1:4480" } },
});
