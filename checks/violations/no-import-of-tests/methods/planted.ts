import "./planted.test.ts";
