// Comfort only: every page works without this file. It moves the focus to what happened, keeps a draft of long text on
// this device until it was sent, offers a Copy button beside addresses, and proposes the browser's time zone.
(function () {
  'use strict';
  const prefix = 'tandem.draft.';
  const keptFor = 12 * 60 * 60 * 1000;

  // A browser may refuse storage inside a frame of another site: then there are no drafts, and nothing else changes.
  const store = (function () {
    try {
      const storage = window.localStorage;
      storage.setItem(prefix + 'probe', '1');
      storage.removeItem(prefix + 'probe');
      return storage;
    } catch {
      return null;
    }
  })();

  function read(key) {
    try {
      return JSON.parse(store.getItem(key));
    } catch {
      return null;
    }
  }

  function write(key, value) {
    try {
      store.setItem(key, JSON.stringify(value));
    } catch {
      // Full: the page itself still holds the text.
    }
  }

  function draftKeys() {
    return Object.keys(store).filter((key) => key.startsWith(prefix));
  }

  function forgetOldDrafts() {
    for (const key of draftKeys()) {
      const draft = read(key);
      if (!draft || Date.now() - draft.at > keptFor) store.removeItem(key);
    }
  }

  // A page that says "done" after a form was sent is the only proof that the text arrived.
  function forgetSentDrafts() {
    if (!document.querySelector('[data-done]')) return;
    for (const key of draftKeys()) {
      const draft = read(key);
      if (draft && draft.sent) store.removeItem(key);
    }
  }

  function keyOf(area) {
    // Not `form.action`: a field of that name would stand in its place.
    return prefix + new URL(area.form.getAttribute('action') ?? '', document.baseURI).pathname + '#' + area.name;
  }

  function say(area) {
    const words = document.body.dataset.restored;
    if (!words) return;
    const note = document.createElement('p');
    note.className = 'form-note';
    note.setAttribute('role', 'status');
    note.textContent = words;
    area.after(note);
  }

  function keepDraft(area) {
    const key = keyOf(area);
    const draft = read(key);
    // Restore only over the text the draft was begun from: what the server holds may be newer.
    if (draft && draft.base === area.defaultValue && draft.text !== area.value) {
      area.value = draft.text;
      say(area);
    }
    area.addEventListener('input', () => {
      write(key, { text: area.value, base: area.defaultValue, at: Date.now(), sent: false });
    });
    area.form.addEventListener('submit', () => {
      const current = read(key);
      if (current) write(key, { ...current, sent: true });
    });
  }

  function keepDrafts() {
    if (!store) return;
    forgetOldDrafts();
    forgetSentDrafts();
    for (const area of document.querySelectorAll('form[method="post"] textarea[data-draft]')) keepDraft(area);
  }

  async function copy(button, field) {
    field.focus();
    field.select();
    try {
      await window.navigator.clipboard.writeText(field.value);
    } catch {
      // Framed pages often may not write the clipboard; the text stays selected, ready for Ctrl-C.
      if (!document.execCommand('copy')) return;
    }
    button.textContent = button.dataset.done;
  }

  function offerCopy() {
    for (const button of document.querySelectorAll('button[data-copy]')) {
      const field = document.getElementById(button.dataset.copy);
      if (!field) continue;
      button.hidden = false;
      button.addEventListener('click', () => void copy(button, field));
    }
  }

  // The lines of a chosen file become the text of a field, in sight before they are sent.
  function offerFiles() {
    for (const input of document.querySelectorAll('input[data-file-into]')) {
      const field = document.getElementById(input.dataset.fileInto);
      if (!field) continue;
      input.closest('[data-file-field]').hidden = false;
      input.addEventListener('change', () => {
        const file = input.files[0];
        if (file) void file.text().then((text) => (field.value = text));
      });
    }
  }

  // Nothing is stored yet: what this browser knows is proposed, and counts when it is saved.
  function proposeZone() {
    for (const form of document.querySelectorAll('form[data-propose-zone]')) {
      form.querySelector('input[name="zone"]').value = Intl.DateTimeFormat().resolvedOptions().timeZone;
      form.querySelector('[data-proposal]').hidden = false;
    }
  }

  // A page that waits for something; without script a meta element does the same.
  function reloadWhenDue() {
    const seconds = Number(document.body.dataset.refresh);
    if (seconds > 0) setTimeout(() => window.location.reload(), seconds * 1000);
  }

  const result = document.querySelector('[data-focus]');
  if (result) result.focus();
  keepDrafts();
  offerCopy();
  offerFiles();
  proposeZone();
  reloadWhenDue();
})();
