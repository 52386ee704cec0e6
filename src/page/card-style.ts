/** Styles of the card. It lives in a shadow tree of its own, so neither the page's rules reach it nor its rules the page. */
export const cardStyle = `
:host { all: initial }
.card {
  --ink: #1c1f23; --soft: #545b64; --ground: #fff; --edge: #d5d9de; --tint: #f3f5f7; --focus: #0b57d0;
  --contradicted: #c92a2a; --unsupported: #8f5400;
  box-sizing: border-box; width: 22rem; max-width: calc(100vw - 16px); max-height: calc(100vh - 16px); overflow: auto;
  padding: 12px 14px 10px; border: 1px solid var(--edge); border-radius: 10px;
  background: var(--ground); color: var(--ink); box-shadow: 0 6px 24px rgb(0 0 0 / .22);
  font: 14px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; text-align: start;
  overflow-wrap: anywhere;
}
.card[lang="zh-TW"] { font-family: system-ui, "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif }
@media (prefers-color-scheme: dark) {
  .card {
    --ink: #eceef1; --soft: #a9b0b9; --ground: #23262b; --edge: #454a52; --tint: #2f343b; --focus: #8ab4f8;
    --contradicted: #ff8787; --unsupported: #f0b357;
  }
}
.head { display: flex; align-items: center; gap: 8px }
.verdict { margin: 0; font-size: 14px; font-weight: 600; flex: 1 }
.verdict::before { content: ""; display: inline-block; width: 1.4em; height: .5em; margin-inline-end: 6px; vertical-align: .12em }
.contradicted .verdict { color: var(--contradicted) }
.suspected .verdict { color: var(--soft) }
.suspected .verdict::before {
  height: 2px; vertical-align: .3em;
  background: repeating-linear-gradient(90deg, currentColor 0 2px, transparent 2px 5px);
}
.contradicted .verdict::before {
  background: var(--contradicted);
  clip-path: polygon(0 60%, 17% 0, 33% 60%, 50% 0, 67% 60%, 83% 0, 100% 60%, 100% 100%, 83% 45%, 67% 100%, 50% 45%, 33% 100%, 17% 45%, 0 100%);
}
.unsupported .verdict { color: var(--unsupported) }
.unsupported .verdict::before {
  height: 2px; vertical-align: .3em;
  background: repeating-linear-gradient(90deg, currentColor 0 6px, transparent 6px 9px);
}
p { margin: 6px 0 0 }
.meant, .self, .hint, .doctor { color: var(--soft); font-size: 13px }
.meant b { color: var(--ink); font-weight: 600 }
.hint { padding: 6px 8px; border-radius: 6px; background: var(--tint); color: var(--ink) }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; margin-top: 10px }
.spacer { flex: 1 }
.position { color: var(--soft); font-size: 12px }
button {
  font: inherit; font-size: 13px; line-height: 1.3; min-height: 28px; padding: 4px 10px; cursor: pointer;
  color: var(--ink); background: var(--tint); border: 1px solid var(--edge); border-radius: 6px;
}
button:hover { border-color: var(--soft) }
button.main { color: var(--ground); background: var(--ink); border-color: var(--ink) }
button.icon { min-width: 28px; padding: 2px 6px; background: transparent; border-color: transparent; color: var(--soft) }
button.icon:hover { background: var(--tint) }
button:focus-visible, .card:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
@media (forced-colors: active) { .card, button { border: 1px solid } .verdict::before { forced-color-adjust: none } }
@media print { .card { display: none } }
`
