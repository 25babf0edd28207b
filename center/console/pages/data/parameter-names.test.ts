import { expect, it } from "vitest";
import { parameterNames } from "./parameter-names.ts";

it("finds the parameters of a text once each and in order, none in quotes, names or comments", () => {
  expect(parameterNames("SELECT * FROM a WHERE b > $least AND c = $罪名 OR d < $least")).toEqual(["least", "罪名"]);
  expect(parameterNames(`SELECT '$no', 'it''s $no', "$no" -- $no\n/* $no\n $no */ FROM a WHERE x=$yes`)).toEqual(["yes"]);
  expect(parameterNames("SELECT 1 WHERE a = '$open")).toEqual([]);
  expect(parameterNames("SELECT $1, $$, $a$ /* $open")).toEqual([]);
});
