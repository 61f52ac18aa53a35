"""The style and the script of the HTML report: small, without anything from elsewhere, readable without the script."""

from __future__ import annotations

import base64
from hashlib import sha256

CSS = """
:root { color-scheme: light dark; --bg: #fff; --text: #1b1b1f; --soft: #595966; --line: #d5d5de; --card: #f6f6f9;
  --error: #b3001b; --warning: #8a4b00; --info: #0b5a8a; --mark: #ffe58a; --mark-text: #1b1b1f; --focus: #0b5a8a; }
@media screen and (prefers-color-scheme: dark) { :root { --bg: #16161a; --text: #ececf1; --soft: #b3b3c0;
  --line: #3c3c47; --card: #202027; --error: #ff9aa5; --warning: #ffc27a; --info: #8fcdf5; --mark: #6b5600;
  --mark-text: #fff; --focus: #8fcdf5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; background: var(--bg); color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; } h3 .soft { font-weight: normal; white-space: nowrap; }
a { color: var(--info); } :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; background: var(--bg); padding: .5rem; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; list-style: none; padding: 0; margin: .5rem 0;
  font-size: 1.25rem; font-weight: bold; }
.error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); }
summary { cursor: pointer; color: var(--info); padding: .5rem 0; min-height: 1.5rem; }
.columns { display: grid; gap: 0 2.5rem; }
@media (min-width: 62rem) { .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; vertical-align: top; overflow-wrap: anywhere; }
td, thead th { overflow-wrap: normal; }
tbody tr { border-top: 1px solid var(--line); } tbody th { font-weight: normal; }
tbody th p { font-size: .875rem; margin: 0; }
code { font: .9em ui-monospace, monospace; }
@media (max-width: 40rem) { tbody th p { display: none; } }
.count { width: 30%; min-width: 6rem; padding-right: 0; }
.count a { display: inline-block; min-width: 1.5rem; min-height: 1.5rem; }
.bar { display: block; height: .5rem; width: 100%; } rect { fill: currentColor; }
form { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: .75rem 0; padding: .75rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; }
label { display: flex; flex-direction: column; font-size: .875rem; color: var(--soft); flex: 1 1 10rem; min-width: 0; }
label.keys { flex: 1 1 100%; flex-direction: row; align-items: center; gap: .5rem; }
input, select, button { font: inherit; font-size: 1rem; color: var(--text); background: var(--bg); width: 100%;
  border: 1px solid var(--soft); border-radius: .25rem; padding: .4rem; min-height: 2.75rem; }
button { flex: 0 1 auto; width: auto; padding: .4rem .75rem; cursor: pointer; }
[type=checkbox] { width: 1.5rem; height: 1.5rem; min-height: 0; flex: none; margin: 0; }
.file { border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1rem; padding: .75rem; }
.finding { border-top: 1px solid var(--line); margin-top: .75rem; padding: .75rem .5rem 0 .75rem; overflow-wrap: anywhere;
  content-visibility: auto; contain-intrinsic-size: auto 11rem; border-left: 3px solid transparent; }
.finding:target, .finding:focus { border-left-color: var(--focus); } .finding:focus { outline-offset: -2px; }
.finding p { margin: .25rem 0; } .place { color: var(--soft); }
pre { margin: .5rem 0; padding: .5rem; background: var(--card); border-radius: .25rem; white-space: pre-wrap;
  overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace; }
mark { background: var(--mark); color: var(--mark-text); padding: 0 .1em; border-radius: 2px; }
mark:empty { border-left: 2px solid var(--error); padding: 0; }
.trouble { border: 2px solid var(--error); border-radius: .5rem; padding: .25rem .75rem; font-weight: bold;
  overflow-wrap: anywhere; }
.soft { color: var(--soft); } [hidden] { display: none !important; }
@media (max-width: 40rem) { form { display: grid; grid-template-columns: 1fr 1fr; padding: .5rem; }
  label.keys { display: none; } h2 { margin-top: .75rem; } }
@media print { form, .skip { display: none; } body { max-width: none; padding: 0; font-size: 10pt; }
  .finding { content-visibility: visible; break-inside: avoid-page; } h2, h3 { break-after: avoid-page; }
  mark { text-decoration: underline; } .columns { display: block; } }
@media (forced-colors: active) { rect { fill: CanvasText; } mark { text-decoration: underline; } }
"""

JS = """
(() => {
  const form = document.getElementById('filters'), status = document.getElementById('shown');
  if (!form) return;
  const files = [...document.querySelectorAll('.file')].map(box => ({
    box, path: box.dataset.path, low: box.dataset.path.toLowerCase(),
    findings: [...box.querySelectorAll('.finding')].map(one => ({one, words: ''}))}));
  let open = [];
  form.hidden = false;
  const show = (node, fits) => { if (node.hidden === fits) node.hidden = !fits; };
  const apply = () => {
    const text = form.q.value.trim().toLowerCase(), severity = form.severity.value;
    const rule = form.rule.value, folder = form.folder.value;
    open = [];
    for (const {box, path, low, findings} of files) {
      const here = path.startsWith(folder), named = !text || low.includes(text);
      let some = false;
      for (const each of findings) {
        const {severity: its, rule: code} = each.one.dataset;
        let fits = here && (!severity || its === severity) && (!rule || code === rule);
        if (fits && !named) fits = (each.words ||= each.one.textContent.toLowerCase()).includes(text);
        show(each.one, fits);
        if (fits) { some = true; open.push(each.one); }
      }
      show(box, some);
    }
    status.textContent = status.dataset.text.replace('{n}', open.length);
  };
  const remember = () => {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) query.set(name, value);
    const search = String(query) && '?' + query;
    if (search === location.search) return;
    try { history.replaceState(null, '', location.pathname + search + location.hash); } catch { /* may be forbidden */ }
  };
  const change = () => { apply(); remember(); };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(change, 120); };
  const goTo = node => { node.focus({preventScroll: true}); node.scrollIntoView({block: 'center'}); };
  const reveal = () => {
    const node = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!node) return;
    if (node.closest('[hidden]')) { form.reset(); clearTimeout(waiting); change(); }
    if (node.matches('.finding')) goTo(node); else node.scrollIntoView();
  };
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (!['q', 'severity', 'rule', 'folder'].includes(name)) continue;
    form[name].value = value;
    if (form[name].value !== value) form[name].value = '';
  }
  form.addEventListener('input', soon);
  form.addEventListener('reset', () => setTimeout(change));
  form.addEventListener('submit', event => event.preventDefault());
  for (const link of document.querySelectorAll('[data-only]')) link.addEventListener('click', event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    form.reset();
    form.rule.value = link.dataset.only;
    setTimeout(() => goTo(document.getElementById('findings')));
  });
  const keys = document.getElementById('keys');
  document.addEventListener('keydown', event => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input:not([type=checkbox]), select')) return;
    if (event.key === '/') { event.preventDefault(); form.q.focus(); }
    if (event.key !== 'j' && event.key !== 'k') return;
    const now = open.indexOf(document.activeElement.closest('.finding')), step = event.key === 'j' ? 1 : -1;
    const next = open[Math.min(Math.max(now + step, 0), open.length - 1)];
    if (next) goTo(next);
  });
  addEventListener('hashchange', reveal);
  apply();
  reveal();
})();
"""


def source_hash(text: str) -> str:
    """Return what a content security policy calls a style or script by that stands in the page itself."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()
