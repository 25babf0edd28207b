export { suggestChargesOf } from "./suggest-charges.ts";
