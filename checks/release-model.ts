import { writeFileSync } from "node:fs";
import { YuejianError } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { recordVersion } from "@yuejian/workbench";
import { MODELS_FOLDER } from "../applications/models/index.ts";
import { loadModel, readPackage } from "../center/server/work/index.ts";

/** `npm run release:model ID…` checks models and records their present versions in their `versions.json`. */
const ids = process.argv.slice(2);
if (ids.length === 0 || ids.some((id) => !/^[a-z][a-z0-9-]*$/.test(id))) {
  console.error("用法 / usage: npm run release:model ID…");
  process.exit(2);
}

for (const id of ids) {
  try {
    const model = await loadModel(MODELS_FOLDER, id, DICTIONARY);
    const versions = recordVersion(model, await readPackage(MODELS_FOLDER, id), DICTIONARY);
    const file = new URL(`${id}/versions.json`, MODELS_FOLDER);
    writeFileSync(file, `${JSON.stringify(versions, null, 2)}\n`);
    console.log(`${id} ${model.manifest.version}: ${Object.keys(versions[model.manifest.version]?.cases ?? {}).length} cases recorded`);
  } catch (error) {
    if (!(error instanceof YuejianError)) throw error;
    console.error(`${error.textFor("zh")}\n${error.textFor("en")}`);
    process.exit(2);
  }
}
