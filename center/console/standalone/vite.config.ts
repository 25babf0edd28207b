import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defineConfig, type Plugin } from "vite";

/** Puts script and style into the page itself, under a policy that allows these two texts and nothing else: no network, no other script. */
function oneFile(): Plugin {
  return {
    name: "yuejian-one-file",
    apply: "build",
    async writeBundle({ dir = "dist" }, bundle) {
      const texts = async (suffix: string): Promise<string> => {
        const names = Object.keys(bundle).filter((name) => name.endsWith(suffix));
        return (await Promise.all(names.map((name) => readFile(join(dir, name), "utf8")))).join("\n");
      };
      // A text that ends its own element would end up in the page.
      const script = (await texts(".js")).replaceAll("</script", "<\\/script");
      const style = await texts(".css");
      const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
      const policy = `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; base-uri 'none'; form-action 'none'`;
      const html = (await readFile(join(dir, "index.html"), "utf8"))
        .replaceAll(/\s*<(?:script|link)[^>]*>(?:<\/script>)?/g, "")
        .replace("<title>", () => `<meta http-equiv="Content-Security-Policy" content="${policy}" />\n    <title>`)
        .replace("</head>", () => `  <style>${style}</style>\n  </head>`)
        .replace("</body>", () => `  <script type="module">${script}</script>\n  </body>`);
      await rm(dir, { recursive: true });
      const console = join(import.meta.dirname, "../dist");
      await mkdir(console, { recursive: true });
      await writeFile(join(console, "verify.html"), html);
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  plugins: [oneFile()],
  build: { outDir: "built", emptyOutDir: true, target: "es2024", modulePreload: false, reportCompressedSize: false },
});
