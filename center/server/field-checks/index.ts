export { type FieldCheckPorts, giveFieldCheck, withdrawFieldCheck } from "./change-field-check.ts";
export { type FieldCheckRow, fieldCheckRows, fieldCheckViews, readFieldChecks, receivedChecks } from "./field-check-views.ts";
export { receiveCheckFile, receiveFieldRecord } from "./receive-field-check.ts";
