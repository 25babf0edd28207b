import { expect, it } from "vitest";
import { checkDocument, documentOf } from "../index.ts";

const TEXT = "被告人张某某驾驶湘F5A127号轿车，后换乘湘AD12345号客车，手机13807301234，湘F****7号车主为李某某。";

it("what is to be published shows no numbers and no plates; what stays in the house may", () => {
  const found = (isForPublication: boolean) =>
    checkDocument(documentOf([TEXT]), { citations: null, spelling: null, isForPublication }).flatMap(({ rule, start, end, suggestion }) =>
      rule === "unmasked-data" ? [`${TEXT.slice(start, end)} ${suggestion}`] : [],
    );
  expect(found(true).sort()).toEqual(["13807301234 138****1234", "湘AD12345 湘A****", "湘F5A127 湘F****"]);
  expect(found(false)).toEqual([]);
});
