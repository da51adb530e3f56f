// Holds our references against those of citeproc-js, the processor that most reference managers use.
//
// node citations.mjs PROGRAM SOURCES.yaml
//
// Builds a small site with the given works in every bundled style and in two languages, has citeproc-js make the same list from
// our own CSL-JSON, and compares the texts. What may differ stands with its reason in citations-exceptions.json.
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import CSL from 'citeproc'

const here = dirname(fileURLToPath(import.meta.url))
const data = join(here, '../../data/csl')
const [program, sources] = process.argv.slice(2)
const exceptions = JSON.parse(readFileSync(join(here, 'citations-exceptions.json'), 'utf8'))
const locale = (lang) => {
  const code = { en: 'en-US', fr: 'fr-FR' }[lang] ?? lang
  const known = readdirSync(join(data, 'locales')).map((name) => name.slice('locales-'.length, -'.xml'.length))
  return readFileSync(join(data, `locales/locales-${known.includes(code) ? code : 'en-US'}.xml`), 'utf8')
}

/** HTML as a reader sees it. */
function text(html) {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#38': '&', '#60': '<', '#62': '>' }
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z0-9#]+);/g, (all, name) => entities[name] ?? all)
    // citeproc-js sets `nᵒ` with an element of its own, which is gone by now.
    .replace(/[\u00ba\u1d52]/g, 'o')
    .replace(/\u02e2/g, 's')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
}

function ours(style, lang, folder) {
  const title = 'title = "Works"\nbase_url = "https://example.org/"\n'
  writeFileSync(join(folder, 'site.toml'), `${title}language = "${lang}"\ncitation_style = "${style}"\n`)
  const out = join(folder, `public-${style}-${lang}`)
  execFileSync(program, ['build', '--root', folder, '--output', out, '--quiet'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const page = readFileSync(join(out, 'sources/index.html'), 'utf8')
  const entry = readFileSync(join(out, 'commitments/all/index.html'), 'utf8')
  const cited = [...entry.matchAll(/<span class="citation">(.*?)<\/span>/gs)].map(([, html]) => text(html))
  const found = [...page.matchAll(/<li id="_ref-([^"]+)">(.*?)<\/li>/gs)].map(([, id, html]) => [id, text(html.replace(/<small>.*<\/small>/s, ''))])
  // The entry itself is the first of them.
  const items = JSON.parse(readFileSync(join(out, 'data/references.json'), 'utf8')).slice(1)
  return { texts: new Map(found), cited: new Map(items.map(({ id }, at) => [id, cited[at]])), items }
}

function theirs(style, lang, items) {
  const known = new Map(items.map((item) => [item.id, item]))
  const system = { retrieveLocale: locale, retrieveItem: (id) => known.get(id) }
  const code = { en: 'en-US', fr: 'fr-FR' }[lang]
  const engine = new CSL.Engine(system, readFileSync(join(data, `styles/${style}.csl`), 'utf8'), code, lang !== 'en')
  engine.updateItems([...known.keys()])
  const [about, entries] = engine.makeBibliography()
  const cite = (id) => engine.makeCitationCluster([{ id, locator: '60-61', label: 'paragraph' }])
  return {
    texts: new Map(about.entry_ids.map(([id], at) => [id, text(entries[at])])),
    cited: new Map(items.map(({ id }) => [id, text(cite(id))])),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'compendium-citations-'))
let compared = 0
let excused = 0
const differing = []
try {
  mkdirSync(join(folder, 'content/vocabulary'), { recursive: true })
  writeFileSync(join(folder, 'content/vocabulary/themes.yaml'), 'axis: themes\ntitle: Themes\nterms: [{id: a, title: A}]\n')
  const ids = readFileSync(sources, 'utf8').match(sources.endsWith('.bib') ? /(?<=^@\w+\{)[^,]+/gm : /^[a-z0-9-]+(?=:)/gm).sort()
  writeFileSync(
    join(folder, 'content/all.md'),
    '---\nkind: commitment\ntitle: All\nsummary: Cites every work.\nlevel: global\nthemes: a\nstatus: active\ndate: 2026\nby: FRA\n'
      + `sources: [{cite: ${ids[0]}}]\n---\n` + ids.map((id) => `[@${id}, paras. 60-61]\n`).join('\n'),
  )
  copyFileSync(sources, join(folder, `content/sources.${sources.endsWith('.bib') ? 'bib' : 'yaml'}`))
  for (const style of readdirSync(join(data, 'styles')).map((name) => name.replace(/\.csl$/, ''))) {
    for (const lang of ['en', 'fr']) {
      const mine = ours(style, lang, folder)
      const other = theirs(style, lang, mine.items)
      const numbers = (line) => line.replace(/^\[?\d+\]?\.? ?/, '')
      const compare = (what, id, ours, theirs) => {
        const [a, b] = [ours ?? '(missing)', theirs].map((line) => (style === 'ieee' ? numbers(line) : line))
        compared += 1
        if (a === b) return
        const of = exceptions.filter((one) => (one.styles ?? [style]).includes(style) && (one.langs ?? [lang]).includes(lang))
        const named = of.some((one) => one.ids?.includes(id))
        const mended = of.reduce((line, one) => (one.theirs ? line.replace(new RegExp(one.theirs, 'g'), one.ours) : line), b)
        if (named || mended === a) excused += 1
        else differing.push(`${style} ${lang} ${what} ${id}\n  ours   ${a}\n  theirs ${b}`)
      }
      for (const [id, expected] of other.texts) compare('reference', id, mine.texts.get(id), expected)
      // Citations by number depend on the page; those of a style for notes are not in notes with us.
      if (style === 'ieee' || style.includes('notes')) continue
      for (const [id, expected] of other.cited) compare('citation', id, mine.cited.get(id), expected)
    }
  }
} finally {
  rmSync(folder, { recursive: true })
}
for (const line of differing) console.log(line)
console.log(`${compared} references and citations compared, ${excused} excused, ${differing.length} differ`)
process.exit(differing.length === 0 ? 0 : 1)
