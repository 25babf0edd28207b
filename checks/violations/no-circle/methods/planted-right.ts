import "./planted-left.ts";
