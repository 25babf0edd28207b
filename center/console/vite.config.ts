import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { pageMessages } from "./vite-page-messages.ts";

/** Served without compression the first page would be four times as large; the server picks the `.br` beside a file.
 *  Works on the written files: other plug-ins still change the chunks while the bundle is generated. */
function precompress(): Plugin {
  return {
    name: "yuejian-precompress",
    apply: "build",
    async writeBundle({ dir = "dist" }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css|svg|html)$/.test(each))) {
        const content = await readFile(join(dir, name));
        if (content.length < 1_400) continue;
        await writeFile(join(dir, `${name}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
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
  plugins: [woff2Only(), pageMessages(), react(), precompress()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, "index.html"),
        field: join(import.meta.dirname, "field.html"),
        "field-worker": join(import.meta.dirname, "field/worker.ts"),
      },
      // A service worker serves what lies beside it or below, and is found by its name.
      output: {
        entryFileNames: ({ name }) => (name === "field-worker" ? "[name].js" : "assets/[name]-[hash].js"),
        // The table of errors is for what is worked out in the browser (verification, mapping): the first page does without it.
        codeSplitting: { groups: [{ name: "errors", test: /contracts[\\/]errors[\\/]/ }] },
      },
    },
  },
  server: { proxy: { "/api": process.env["YUEJIAN_SERVER"] ?? "http://127.0.0.1:4480" } },
});
