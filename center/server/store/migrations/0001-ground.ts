import type { Migration } from "./migration.ts";

/** The tables of the first release. */
export const ground: Migration = {
  number: 1,
  name: "ground",
  async run({ table, index }) {
    await table("settings", { name: "text key", value: "text" });
    await table("offices", { id: "text key", region_code: "text", parent: "text?", name_zh: "text", name_en: "text" });
    await table("datasets", { id: "text key", version: "integer", schema: "text", created_at: "text", outbox: "integer?" });
    await table("batches", {
      sequence: "counter",
      id: "text unique",
      dataset: "text -> datasets.id",
      schema_version: "integer",
      file: "text",
      file_sha256: "text",
      content_key: "text unique",
      office: "text",
      created_at: "text",
      rows_accepted: "integer",
      rows_quarantined: "integer",
      record_root: "text",
      columns_digest: "text",
      parser_version: "text",
      mapping: "text",
      retry_of: "text?",
      actor: "text",
      job: "text?",
      outbox: "integer",
    });
    await table("batch_quarantine", { batch: "text -> batches.id", code: "text", column_name: "text?", rows: "integer" });
    await table("lake_files", { path: "text key", batch: "text -> batches.id", size: "integer", sha256: "text" });
    await table("outbox", {
      id: "counter",
      type: "text",
      subject: "text",
      at: "text",
      statement: "text",
      content_sha256: "text",
      ledger_index: "integer?",
    });
    await table("ledger_contents", { sha256: "text key", content: "text?", erased_at: "text?" });
    await table("runs", {
      id: "text key",
      model: "text",
      model_version: "text",
      rule_digest: "text",
      parameters: "text",
      snapshot: "text",
      office: "text",
      actor: "text",
      started_at: "text",
      finished_at: "text",
      findings: "integer",
      new_leads: "integer",
      result_digest: "text",
      finding_secret: "text?",
      job: "text? unique",
      outbox: "integer",
    });
    await table("findings", { run: "text -> runs.id", position: "integer", subject: "text", cells: "text", row_refs: "text" }, [
      "run",
      "position",
    ]);
    await table("leads", {
      id: "text key",
      version: "integer",
      model: "text",
      subject: "text",
      subject_name: "text",
      office: "text",
      business_line: "text",
      data_class: "text",
      status: "text",
      assignee: "text?",
      summary_zh: "text",
      summary_en: "text",
      first_run: "text",
      last_run: "text",
      created_at: "text",
      changed_at: "text",
      case_id: "text?",
    });
    await table("lead_events", {
      id: "text key",
      lead: "text -> leads.id",
      lead_version: "integer",
      at: "text",
      actor: "text",
      kind: "text",
      from_status: "text?",
      to_status: "text",
      note: "text?",
      details: "text",
      outbox: "integer",
    });
    await table("cases", {
      id: "text key",
      version: "integer",
      number: "text unique",
      lead: "text -> leads.id",
      model: "text",
      subject: "text",
      subject_name: "text",
      office: "text",
      business_line: "text",
      data_class: "text",
      owner: "text",
      status: "text",
      opened_at: "text",
      outbox: "integer",
    });
    await table("case_numbers", { office: "text", year: "integer", last: "integer" }, ["office", "year"]);
    await table("jobs", {
      id: "text key",
      kind: "text",
      title_zh: "text",
      title_en: "text",
      input: "text",
      status: "text",
      priority: "integer",
      run_after: "text",
      attempts: "integer",
      max_attempts: "integer",
      lease_owner: "text?",
      lease_until: "text?",
      is_cancel_requested: "integer",
      is_committed: "integer",
      progress_done: "integer",
      progress_total: "integer?",
      stage_zh: "text",
      stage_en: "text",
      created_at: "text",
      started_at: "text?",
      finished_at: "text?",
      actor: "text",
      office: "text",
      result: "text?",
      error: "text?",
      version: "integer",
      changed_at: "text",
    });
    await table("users", {
      id: "text key",
      name: "text unique",
      display_name: "text",
      role: "text",
      office: "text",
      business_lines: "text",
      password_hash: "text?",
      must_set_password: "integer",
      is_disabled: "integer",
      failed_attempts: "integer",
      locked_until: "text?",
      created_at: "text",
      changed_at: "text",
    });
    await table("sessions", {
      token_sha256: "text key",
      id: "text unique",
      user: "text -> users.id",
      csrf: "text",
      created_at: "text",
      last_seen_at: "text",
      expires_at: "text",
    });
    await table("one_time_links", {
      token_sha256: "text key",
      user: "text -> users.id",
      created_at: "text",
      expires_at: "text",
      used_at: "text?",
    });
    await table("purposes", {
      id: "text key",
      user: "text -> users.id",
      subject: "text",
      legal_basis: "text",
      stated_at: "text",
      expires_at: "text",
      outbox: "integer",
    });
    await table("audit", {
      id: "counter",
      at: "text",
      actor: "text",
      actor_name: "text",
      office: "text",
      action: "text",
      subject: "text?",
      purpose: "text?",
      outcome: "text",
      detail: "text",
    });

    await index("batches", ["dataset", "sequence"]);
    await index("batch_quarantine", ["batch"]);
    await index("lake_files", ["batch"]);
    await index("outbox", ["subject", "type"]);
    await index("outbox", ["content_sha256"]);
    await index("outbox", ["ledger_index", "id"]);
    await index("runs", ["model", "finished_at"]);
    await index("findings", ["run", "subject"]);
    await index("leads", ["model", "subject"], "unique");
    // The inbox: newest first, within what a person filters by; the id makes the order total.
    await index("leads", ["created_at", "id"]);
    await index("leads", ["changed_at", "id"]);
    await index("leads", ["status", "created_at", "id"]);
    await index("leads", ["office", "status", "created_at", "id"]);
    await index("leads", ["model", "status", "created_at", "id"]);
    await index("leads", ["assignee", "status", "created_at", "id"]);
    await index("lead_events", ["lead", "lead_version"], "unique");
    await index("cases", ["office", "opened_at"]);
    await index("cases", ["lead"]);
    await index("jobs", ["status", "run_after"]);
    await index("jobs", ["changed_at"]);
    await index("jobs", ["created_at", "id"]);
    await index("sessions", ["user"]);
    await index("purposes", ["user", "subject"]);
    await index("audit", ["at"]);
    await index("audit", ["actor", "at"]);
    await index("audit", ["subject", "at"]);
  },
};
