import { fill, type Locale } from "../text.ts";
import { anchorErrors } from "./anchors.ts";
import { captureErrors } from "./capture.ts";
import { centerErrors } from "./center.ts";
import { chainErrors } from "./chain.ts";
import { deadlineErrors } from "./deadlines.ts";
import { documentErrors } from "./documents.ts";
import { entityErrors } from "./entities.ts";
import { farmlandErrors } from "./farmland.ts";
import { fileStoreErrors } from "./files.ts";
import { governanceErrors } from "./governance.ts";
import { imageryErrors } from "./imagery.ts";
import { inboxErrors } from "./inbox.ts";
import { intakeErrors } from "./intake.ts";
import type { ErrorDefinition, ErrorKind } from "./kinds.ts";
import { lawErrors } from "./laws.ts";
import { linkageErrors } from "./linkage.ts";
import { mappingErrors } from "./mapping.ts";
import { oversightErrors } from "./oversight.ts";
import { pilotErrors } from "./pilots.ts";
import { qualityErrors } from "./quality.ts";
import { queryErrors } from "./queries.ts";
import { reminderErrors } from "./reminders.ts";
import { retentionErrors } from "./retention.ts";
import { ruleErrors } from "./rules.ts";
import { safeguardErrors } from "./safeguards.ts";
import { scheduleErrors } from "./schedules.ts";
import { sourceErrors } from "./sources.ts";

export type { ErrorDefinition, ErrorKind } from "./kinds.ts";

/** Every failure the system can name; the code is stable, its text is not. */
export const errorDefinitions = {
  ...intakeErrors,
  ...fileStoreErrors,
  ...farmlandErrors,
  ...chainErrors,
  ...anchorErrors,
  ...captureErrors,
  ...mappingErrors,
  ...documentErrors,
  ...lawErrors,
  ...linkageErrors,
  ...entityErrors,
  ...pilotErrors,
  ...governanceErrors,
  ...qualityErrors,
  ...queryErrors,
  ...ruleErrors,
  ...scheduleErrors,
  ...sourceErrors,
  ...inboxErrors,
  ...centerErrors,
  ...safeguardErrors,
  ...oversightErrors,
  ...reminderErrors,
  ...retentionErrors,
  ...deadlineErrors,
  ...imageryErrors,
};

export type ErrorCode = keyof typeof errorDefinitions;

export type ErrorParameters = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The one error class. `message` is for the log, `textFor` for the person; `parameters` never hold personal data. */
export class YuejianError extends Error {
  override readonly name = "YuejianError";
  readonly code: ErrorCode;
  readonly parameters: ErrorParameters;

  constructor(code: ErrorCode, parameters: ErrorParameters = {}, options: { cause?: unknown } = {}) {
    super(`${code}: ${fill(errorDefinitions[code].en, parameters)}`, options);
    this.code = code;
    this.parameters = parameters;
  }

  get kind(): ErrorKind {
    return errorDefinitions[this.code].kind;
  }

  textFor(locale: Locale): string {
    return errorText(this.code, this.parameters, locale);
  }

  toJSON(): { code: ErrorCode; kind: ErrorKind; parameters: ErrorParameters; text: { zh: string; en: string } } {
    return { code: this.code, kind: this.kind, parameters: this.parameters, text: { zh: this.textFor("zh"), en: this.textFor("en") } };
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(errorDefinitions, value);
}

export function errorText(code: ErrorCode, parameters: ErrorParameters, locale: Locale): string {
  const definition: ErrorDefinition = errorDefinitions[code];
  return fill(definition[locale], inLocale(parameters, locale));
}

/** A parameter that is itself wording comes once per language, as `name_zh` and `name_en`. */
function inLocale(parameters: ErrorParameters, locale: Locale): ErrorParameters {
  const worded = Object.entries(parameters).flatMap(([name, value]) => (name.endsWith(`_${locale}`) ? [[name.slice(0, -3), value]] : []));
  return worded.length === 0 ? parameters : { ...parameters, ...Object.fromEntries(worded) };
}
