// The page's part of an action on the one element that was found, as Playwright has it. Null leaves all of it to
// Playwright: more than one element, one that is not ready now, or one that takes more than this can do.
async (elements, { act, text, choice, checked, count = 1, identify }) => {
  if (elements.length !== 1) return null;
  const node = elements[0];
  const interactive = "a, input, textarea, button, select, option, optgroup, [role=link], [role=button], [role=checkbox], [role=radio]";
  const retarget = () => {
    if (node.matches("input, textarea, select") || node.isContentEditable) return node;
    const element = node.closest("button, [role=button], [role=checkbox], [role=radio]") ?? node;
    return element.matches(interactive) || element.isContentEditable ? element : (element.closest("label")?.control ?? element);
  };
  const element = retarget();

  const visible = () => {
    const style = getComputedStyle(node);
    if (style.display === "contents" || !node.checkVisibility() || style.visibility !== "visible") return false;
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };
  // What `aria-disabled` means depends on the role; whoever uses it is left to Playwright.
  const disabled = (each) => each.matches(":disabled") || each.hasAttribute("disabled") || each.closest("[aria-disabled]");
  const ready = () => element.isConnected && visible() && !disabled(element) && !node.closest("[inert]");
  const frame = () => new Promise((done) => {
    const late = setTimeout(() => done(false), 500);
    requestAnimationFrame(() => { clearTimeout(late); done(true); });
  });

  // Tells whether something led the page elsewhere meanwhile.
  const navigations = () => {
    let leaving = false;
    const see = (event) => {
      if (!event.destination.sameDocument && event.downloadRequest === null) leaving = true;
    };
    globalThis.navigation?.addEventListener("navigate", see);
    return () => {
      globalThis.navigation?.removeEventListener("navigate", see);
      return leaving;
    };
  };
  // What is called while the driver does its part: waits for the last of the events it makes, then says how it went.
  const ending = (kind, times, tell) => {
    const key = Symbol.for("flow_builder.ending");
    const over = new Promise((done) => {
      let left = times;
      const see = (event) => { if (event.isTrusted && (left -= 1) === 0) setTimeout(done, 0); };
      addEventListener(kind, see, { capture: true });
      globalThis[key] = async (most) => {
        delete globalThis[key];
        setTimeout(done, most);
        await over;
        removeEventListener(kind, see, { capture: true });
        return tell();
      };
    });
  };
  const done = (more) => ({ ...more, identity: identity && identity(node) });
  const identity = identify ? IDENTITY : null;

  // Only the driver can insert text as typing does, with its `beforeinput`; this gets the field ready for it.
  const fill = () => {
    const tag = element.localName;
    const type = tag === "input" ? element.type : "";
    const typed = tag === "textarea" || ["email", "number", "password", "search", "tel", "text", "url"].includes(type);
    if (!typed || element.readOnly || element.hasAttribute("readonly") || text === "" || !document.hasFocus()) return null;
    if (type === "number" && isNaN(Number(text.trim()))) return null;
    const about = done({});
    const left = navigations();
    if (tag === "input") {
      element.select();
      element.focus();
    } else {
      element.selectionStart = 0;
      element.selectionEnd = element.value.length;
      element.focus();
    }
    ending("input", 1, () => ({ value: element.value, leaving: left() }));
    return about;
  };

  // Its effect may lead the page elsewhere, and a lost answer must not have it done again there: it is the ending's.
  const select = () => {
    if (element.localName !== "select") return null;
    const tidy = (label) => label.replace(/[\u200b\u00ad]/g, "").trim().replace(/\s+/g, " ");
    const fits = (option, index, wanted) =>
      (wanted.value === undefined || wanted.value === option.value) &&
      (wanted.label === undefined || wanted.label === option.label || tidy(wanted.label) === tidy(option.label)) &&
      (wanted.index === undefined || wanted.index === index);
    let open = choice;
    const chosen = [];
    for (const [index, option] of [...element.options].entries()) {
      if (!open.some((wanted) => fits(option, index, wanted))) continue;
      if (disabled(option)) return null;
      chosen.push(option);
      open = element.multiple ? open.filter((wanted) => !fits(option, index, wanted)) : [];
      if (!element.multiple) break;
    }
    if (open.length) return null;
    const key = Symbol.for("flow_builder.ending");
    globalThis[key] = async () => {
      delete globalThis[key];
      const left = navigations();
      element.value = undefined;
      for (const option of chosen) option.selected = true;
      element.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
      await new Promise((over) => setTimeout(over, 0)); // a form that is sent by now leaves in a task of its own
      return { leaving: left() };
    };
    return done({ selected: chosen.map((option) => option.value) });
  };

  // Where to put the mouse; from here on a guard keeps its events from any other element.
  const point = async () => {
    const box = () => node.getBoundingClientRect();
    const before = box();
    if (!(await frame()) || !ready()) return null;
    const after = box();
    if (["x", "y", "width", "height"].some((side) => before[side] !== after[side])) return null;
    node.scrollIntoViewIfNeeded(true);
    const clip = (value, most) => Math.min(Math.max(value, 0), most);
    for (const rect of node.getClientRects()) {
      const [left, right] = [clip(rect.left, innerWidth), clip(rect.right, innerWidth)];
      const [top, bottom] = [clip(rect.top, innerHeight), clip(rect.bottom, innerHeight)];
      if ((right - left) * (bottom - top) <= 0.99) continue;
      const round = (value) => Math.trunc(value * 100) / 100;
      return { x: round((left + right) / 2), y: round((top + bottom) / 2) };
    }
    return null;
  };
  const guard = ({ x, y }) => {
    const plain = node.matches("input, textarea, select") || node.isContentEditable;
    const goal = plain ? node : (node.closest("button, [role=button], a, [role=link]") ?? node);
    if (!goal.contains(document.elementFromPoint(x, y))) return false;
    const kinds = ["mousedown", "mouseup", "pointerdown", "pointerup", "click", "auxclick", "dblclick", "contextmenu"];
    let hit;
    const watch = (event) => {
      if (!event.isTrusted) return;
      hit ??= goal.contains(document.elementFromPoint(event.clientX, event.clientY));
      if (hit) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const left = navigations();
    for (const kind of kinds) addEventListener(kind, watch, { capture: true, passive: false });
    ending("mouseup", count, () => {
      for (const kind of kinds) removeEventListener(kind, watch, { capture: true });
      return { hit: hit ?? true, checked: element.checked ?? null, leaving: left() };
    });
    return true;
  };
  const aim = async () => {
    const at = await point();
    const about = at && done({ at });
    return at && guard(at) ? about : null;
  };
  const check = () => {
    if (element.localName !== "input" || !["checkbox", "radio"].includes(element.type)) return null;
    if (element.checked === checked) return done({ at: null });
    return element.type === "radio" && !checked ? null : aim();
  };

  if (!ready()) return null;
  return { fill, select, check, click: aim }[act]();
}
