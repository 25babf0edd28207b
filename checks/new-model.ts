import { MODELS_FOLDER } from "../applications/models/index.ts";
import { makeModel } from "./make-model.ts";

/** `npm run new:model NAME [NUMBER]`: asks nothing, changes no file that exists, says what to do next. */
const [name = "", number, ...more] = process.argv.slice(2);
if (name === "" || more.length > 0) {
  console.error("用法 / usage: npm run new:model NAME [NUMBER]");
  process.exit(2);
}
const made = makeModel(MODELS_FOLDER, name, number);
if ("refused" in made) {
  console.error(`${made.refused.zh}\n${made.refused.en}`);
  process.exit(2);
}
console.log(`已建立 / made: applications/models/${name} (${made.number})

接下来 / next:
  1. rule.ts       规则；列先写进 inputColumns / the rule; name its columns in inputColumns first
  2. manifest.ts   凡「待填写 / to be written」处 / everything marked 待填写 / to be written
  3. index.ts      一句话说明相互矛盾的两个值 / the sentence with the two values that collide
  4. README.md     Finds, Cannot find, Verify by hand
  5. cases/        至少三个应命中、三个不应命中，现各有一个 / at least three that must be found and three that must not; one of each is there
  6. npm run release:model ${name}     检查并记入 versions.json / checks, and records the version in versions.json
  7. npm exec -- vitest run applications/models     三个引擎结果一致 / the same on all engines`);
