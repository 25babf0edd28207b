import "./planted-right.ts";
