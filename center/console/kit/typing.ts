/** True while keys belong to a field, a dialog or a menu rather than to the page. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return true;
  if (isDialogOpen()) return true;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="menu"], [role="listbox"], [role="tablist"]') !== null
  );
}

const isDialogOpen = () => [...document.querySelectorAll('[role="dialog"]')].some((each) => each.getClientRects().length > 0);
