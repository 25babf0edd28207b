export { LEGAL_NUMBERS, legalNumber, legalNumberEntry, legalNumberHistory } from "./legal-numbers.ts";
