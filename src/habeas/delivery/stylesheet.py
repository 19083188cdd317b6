"""How the page looks: on a phone, on paper and in the dark, with nothing fetched from anywhere."""

STYLESHEET = """
:root { color-scheme: light dark; --ink: #1b2230; --soft: #535d70; --paper: #fff; --tint: #f3f5f9; --line: #cfd6e2;
  --link: #164f9c; --mark: #7a3b00; --markbg: #fff4e2; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf2; --soft: #aab3c5; --paper: #12161e; --tint: #1c222d;
  --line: #3a4354; --link: #8fbcff; --mark: #ffcf8f; --markbg: #3a2a12; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 1rem 1.25rem; overflow-wrap: anywhere; }
header { padding-top: 2rem; } h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.35rem; margin: 2.5rem 0 .5rem; padding-top: .75rem; border-top: 2px solid var(--line); }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .25rem; } p, li { max-width: 46rem; }
p { margin: .4rem 0; } ul { padding-left: 1.25rem; margin: .4rem 0; }
a { color: var(--link); } .soft { color: var(--soft); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.25rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; }
nav { background: var(--tint); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1.25rem; }
nav ul { columns: 18rem; margin: 0; } nav p { margin-top: 0; font-weight: 600; }
.wide { overflow-x: auto; margin: .75rem 0; border: 1px solid var(--line); border-radius: .5rem; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; overflow-wrap: break-word; }
th, td { text-align: left; vertical-align: top; padding: .45rem .7rem; border-bottom: 1px solid var(--line); }
th { background: var(--tint); font-weight: 600; } td { white-space: pre-wrap; min-width: 6rem; }
th small { display: block; font-weight: 400; color: var(--soft); } tr:last-child td { border-bottom: 0; }
td.mark { color: var(--mark); background: var(--markbg); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
@media (max-width: 40rem) {
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
  .wide { border: 0; } thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, tr, td { display: block; } td { border: 0; padding: .35rem .8rem; }
  td::before { content: attr(data-label); display: block; color: var(--soft); font-size: .8rem; }
  tr { border: 1px solid var(--line); border-radius: .5rem; margin-bottom: .75rem; padding: .35rem 0; }
}
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --tint: #fff; --line: #888; --mark: #000; --markbg: #fff; }
  body { font-size: 10pt; } main, header, footer { max-width: none; padding: 0; } nav { display: none; }
  .wide { overflow: visible; } thead { display: table-header-group; } tr { break-inside: avoid; }
  td { min-width: 0; } h2, h3 { break-after: avoid; } table { font-size: 8pt; }
}
"""
