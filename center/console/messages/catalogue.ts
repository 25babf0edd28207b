import { alertRules } from "./alert-rules.ts";
import { anchors, captures } from "./beside.ts";
import { board } from "./board.ts";
import { calendar } from "./calendar.ts";
import { caseImports } from "./case-imports.ts";
import { caseSettings } from "./case-settings.ts";
import { caseField, cases } from "./cases.ts";
import { casework } from "./casework.ts";
import { audit, chain, finality, jobs, proof, statement } from "./chain.ts";
import { checks, history, related, sampling } from "./checks.ts";
import { batch, columns, data, intake, quality, quarantine, record } from "./data.ts";
import { detection } from "./detection.ts";
import { documentBatches } from "./document-batches.ts";
import { documentExamples } from "./document-examples.ts";
import { documentWatches } from "./document-watches.ts";
import { documentFigures, documentRules, documents } from "./documents.ts";
import { entities, reviewing } from "./entities.ts";
import { dropped, explorer, nodes } from "./explorer.ts";
import { farmland } from "./farmland.ts";
import { field } from "./field.ts";
import { action, cell, keys, list, nav, pager, palette, session, state } from "./frame.ts";
import { governance } from "./governance.ts";
import { importing, mapping, preview } from "./import.ts";
import { bulk, inbox, views } from "./inbox.ts";
import { portal, replyLinks, templates } from "./instruments.ts";
import { lawAnswers } from "./law-answers.ts";
import { lawCollections } from "./law-collections.ts";
import { lawImports } from "./law-imports.ts";
import { lawUse } from "./law-use.ts";
import { laws } from "./laws.ts";
import { lead, leads, purpose, work } from "./leads.ts";
import { likeCases } from "./like-cases.ts";
import { catalogued, lineage } from "./lineage.ts";
import { models, runs } from "./models.ts";
import { people } from "./people.ts";
import { features, pilots } from "./pilots.ts";
import { procedural } from "./procedural.ts";
import { process } from "./process.ts";
import { queries } from "./queries.ts";
import { reminders } from "./reminders.ts";
import { retention } from "./retention.ts";
import { safeguards } from "./safeguards.ts";
import { schedules } from "./schedules.ts";
import { searching } from "./searching.ts";
import { sources } from "./sources.ts";
import { attachments, comments, conflict, leadTasks, steps } from "./talk.ts";

/** All texts of the console; a key is `area.name`. For types, tests and the build: what runs in a browser MUST NOT import it, or the first page loads every text. */
export const catalogue = {
  action,
  alertRules,
  anchors,
  attachments,
  leadTasks,
  audit,
  people,
  batch,
  board,
  bulk,
  calendar,
  captures,
  caseField,
  caseImports,
  caseSettings,
  cases,
  casework,
  catalogued,
  cell,
  chain,
  checks,
  columns,
  comments,
  conflict,
  data,
  detection,
  documentBatches,
  documentWatches,
  documentExamples,
  documentFigures,
  documentRules,
  documents,
  dropped,
  entities,
  explorer,
  features,
  finality,
  governance,
  history,
  farmland,
  field,
  laws,
  likeCases,
  lawUse,
  lawImports,
  lawCollections,
  lawAnswers,
  import: importing,
  inbox,
  intake,
  jobs,
  keys,
  lead,
  leads,
  lineage,
  list,
  mapping,
  models,
  nav,
  nodes,
  pager,
  palette,
  pilots,
  portal,
  preview,
  process,
  procedural,
  proof,
  purpose,
  quality,
  quarantine,
  queries,
  record,
  related,
  replyLinks,
  reviewing,
  runs,
  sampling,
  reminders,
  retention,
  safeguards,
  schedules,
  searching,
  session,
  sources,
  state,
  statement,
  steps,
  templates,
  views,
  work,
};
