const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => escapes[c]!)

/** A text file as a simple page: the first line is the title and heading, every further line a paragraph. */
export function textPage(text: string): string {
  const [title = '', ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean)
  return `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
  body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 17px/1.8 system-ui, sans-serif; color: #222 }
</style>
<h1>${escaped(title)}</h1>
${lines.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
</html>
`
}
