import type { Locator } from "playwright-core";

const ATTEMPTS = 4;
/** How long one attempt may take: a list that moved away or closed under the pointer is opened again. */
const ATTEMPT_MS = 6_000;

/** Opens a field of choices, types what narrows them where that is given, and takes one; again where the list moved away under the pointer, as a
 *  person would. `option` is its whole title, or a pattern of its text. What is chosen stands in the field, or the field has made way for what
 *  follows. */
export async function choose(field: Locator, option: string | RegExp, typed?: string): Promise<void> {
  const named = (within: Locator) =>
    typeof option === "string" ? within.getByTitle(option, { exact: true }) : within.getByText(option).first();
  const shown = named(field.locator("xpath=ancestor::*[contains(concat(' ', @class, ' '), ' ant-select ')][1]"));
  const list = field.page().locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)");
  const offered = named(list);
  for (let attempt = 1; ; attempt++) {
    try {
      if (!(await offered.isVisible())) await (typed === undefined ? field.click({ force: true }) : field.pressSequentially(typed));
      await offered.click({ timeout: ATTEMPT_MS });
      await Promise.any([shown.waitFor({ timeout: ATTEMPT_MS }), field.waitFor({ state: "detached", timeout: ATTEMPT_MS })]);
      return;
    } catch (error) {
      if (attempt === ATTEMPTS) throw new Error(`«${String(option)}» could not be chosen`, { cause: error });
      // A list that stands open where nobody sees it is closed first; with none open, the key would close the form around the field.
      if (await list.first().isVisible()) await field.press("Escape");
      if (typed !== undefined) await field.fill("");
    }
  }
}
