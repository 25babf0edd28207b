import { QUARANTINE_CODES, type QuarantineCode } from "@yuejian/contracts";

export function isQuarantineCode(code: string): code is QuarantineCode {
  return code in QUARANTINE_CODES;
}
