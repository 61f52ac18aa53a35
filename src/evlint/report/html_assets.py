"""The style and the script of the HTML report: small, without anything from elsewhere, readable without the script."""

from __future__ import annotations

CSS = """
:root { color-scheme: light dark; --bg: #fff; --text: #1b1b1f; --soft: #595966; --line: #d5d5de; --card: #f6f6f9;
  --error: #b3001b; --warning: #8a4b00; --info: #0b5a8a; --mark: #ffe58a; --mark-text: #1b1b1f; --focus: #0b5a8a; }
@media (prefers-color-scheme: dark) { :root { --bg: #16161a; --text: #ececf1; --soft: #b3b3c0; --line: #3c3c47;
  --card: #202027; --error: #ff9aa5; --warning: #ffc27a; --info: #8fcdf5; --mark: #6b5600; --mark-text: #fff;
  --focus: #8fcdf5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--bg); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
a { color: var(--info); } :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; background: var(--bg); padding: .5rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; list-style: none; padding: 0; margin: .5rem 0; }
.counts strong { font-size: 1.5rem; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .5rem; vertical-align: top; }
tbody tr { border-top: 1px solid var(--line); } .number { text-align: right; white-space: nowrap; }
.bar { display: block; height: .75rem; width: 100%; min-width: 4rem; }
.scroll { overflow-x: auto; }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0; padding: .75rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
label { display: flex; flex-direction: column; font-size: .875rem; color: var(--soft); flex: 1 1 10rem; }
input, select, button { font: inherit; color: var(--text); background: var(--bg); border: 1px solid var(--soft);
  border-radius: .25rem; padding: .4rem; min-height: 2.75rem; max-width: 100%; }
.file { content-visibility: auto; contain-intrinsic-size: auto 12rem; border: 1px solid var(--line);
  border-radius: .5rem; margin: 0 0 1rem; padding: .75rem; }
.finding { border-top: 1px solid var(--line); margin-top: .75rem; padding-top: .75rem; overflow-wrap: anywhere; }
.finding p { margin: .25rem 0; } .place { color: var(--soft); }
pre { margin: .5rem 0; padding: .5rem; background: var(--card); border-radius: .25rem; white-space: pre-wrap;
  overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace; }
mark { background: var(--mark); color: var(--mark-text); padding: 0 .1em; border-radius: 2px; }
.soft { color: var(--soft); } [hidden] { display: none !important; }
@media print { form, .skip { display: none; } .file { content-visibility: visible; break-inside: avoid-page; }
  body { max-width: none; } }
"""

JS = """
(() => {
  const form = document.getElementById('filters'), shown = document.getElementById('shown');
  const files = [...document.querySelectorAll('.file')];
  const rows = files.map(file => [file, [...file.querySelectorAll('.finding')].map(
    one => [one, one.textContent.toLowerCase()])]);
  form.hidden = false;
  const apply = () => {
    const text = form.q.value.trim().toLowerCase(), severity = form.severity.value;
    const rule = form.rule.value, folder = form.folder.value;
    let count = 0;
    for (const [file, findings] of rows) {
      const path = file.dataset.path, here = !folder || path.startsWith(folder);
      let any = false;
      for (const [one, words] of findings) {
        const fits = here && (!severity || one.dataset.severity === severity) && (!rule || one.dataset.rule === rule)
          && (!text || words.includes(text) || path.toLowerCase().includes(text));
        one.hidden = !fits;
        if (fits) { any = true; count += 1; }
      }
      file.hidden = !any;
    }
    shown.textContent = shown.dataset.text.replace('{n}', count);
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
    history.replaceState(null, '', (String(query) ? '?' + query : location.pathname) + location.hash);
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  form.addEventListener('input', apply);
  form.addEventListener('reset', () => setTimeout(apply));
  form.addEventListener('submit', event => event.preventDefault());
  document.addEventListener('keydown', event => {
    if (event.target.matches('input, select') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/') { event.preventDefault(); form.q.focus(); }
    if (event.key !== 'j' && event.key !== 'k') return;
    const visible = [...document.querySelectorAll('.file:not([hidden]) .finding:not([hidden])')];
    const now = visible.indexOf(document.activeElement), step = event.key === 'j' ? 1 : -1;
    const next = visible[Math.min(Math.max(now + step, 0), visible.length - 1)];
    if (next) { next.focus(); next.scrollIntoView({block: 'center'}); }
  });
  apply();
})();
"""
